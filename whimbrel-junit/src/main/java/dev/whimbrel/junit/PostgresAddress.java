package dev.whimbrel.junit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL URL, taken apart where the database's name stands.
 *
 * @param before it, the slash included
 * @param after it, with the question mark
 */
record PostgresAddress(String before, String database, String after) {

    private static final Pattern PARTS = Pattern.compile("(jdbc:postgresql:(?://[^/?]*)?)/?([^?]*)(\\?.*)?");

    static PostgresAddress of(String url) {
        Matcher matcher = PARTS.matcher(CloneDataSource.jdbcUrl(url));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no URL of PostgreSQL: " + url);
        }
        String parameters = matcher.group(3);
        String before = matcher.group(1);
        return new PostgresAddress(
                before.endsWith(":") ? before + "//localhost/" : before + "/",
                matcher.group(2),
                parameters == null ? "" : parameters);
    }

    PostgresAddress withDatabase(String other) {
        return new PostgresAddress(before, other, after);
    }

    String url() {
        return before + database + after;
    }
}
