package dev.whimbrel.adopt;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An SQL file as Liquibase divides it: changesets behind {@code --changeset author:id}, or one for all of it. */
final class FormattedSql {

    /** How Liquibase calls the one changeset of a file without any. */
    private static final String WHOLE = "includeAll:raw";

    private static final Pattern HEADER = Pattern.compile("(?is)^\\s*--\\s*liquibase formatted sql.*");
    private static final Pattern CHANGESET =
            Pattern.compile("(?i)\\s*--\\s*changeset\\s+(?:\"([^\"]+)\"|([^\\s:]+)):(?:\"([^\"]+)\"|(\\S+))(.*)");
    private static final Pattern DBMS = Pattern.compile("(?i)\\bdbms:\\s*\"?([^\\s\"]+)\"?");
    /** Lines that tell Liquibase something and are no part of the SQL. */
    private static final Pattern INSTRUCTION = Pattern.compile(
            "(?i)\\s*--\\s*(?:rollback|comment|preconditions|precondition-[\\w-]+|validchecksum|property|ignorelines)\\b.*");

    private FormattedSql() {}

    /**
     * {@return the SQL of the changesets that are for that kind of database, by author and id}
     *
     * @param dialect the kind, as in {@code postgresql}
     */
    static Map<String, String> changesets(String text, String dialect) {
        if (!HEADER.matcher(text).matches()) {
            return Map.of(WHOLE, text);
        }
        Map<String, StringBuilder> changesets = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            Matcher changeset = CHANGESET.matcher(line);
            if (changeset.matches()) {
                current = new StringBuilder();
                if (isFor(changeset.group(5), dialect)) {
                    changesets.put(key(changeset), current);
                }
            } else if (!INSTRUCTION.matcher(line).matches()) {
                current.append(line).append('\n');
            }
        }
        Map<String, String> found = new LinkedHashMap<>();
        changesets.forEach((key, sql) -> found.put(key, sql.toString()));
        return found;
    }

    private static String key(Matcher changeset) {
        String author = changeset.group(1) == null ? changeset.group(2) : changeset.group(1);
        String id = changeset.group(3) == null ? changeset.group(4) : changeset.group(3);
        return author + ":" + id;
    }

    private static boolean isFor(String attributes, String dialect) {
        Matcher dbms = DBMS.matcher(attributes);
        if (!dbms.find()) {
            return true;
        }
        List<String> named =
                Arrays.asList(dbms.group(1).toLowerCase(java.util.Locale.ROOT).split(","));
        return named.contains("all")
                || named.contains(dialect)
                || (named.stream().allMatch(name -> name.startsWith("!")) && !named.contains("!" + dialect));
    }
}
