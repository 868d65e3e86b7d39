package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code R__name}: a repeatable migration, which every layout knows. In Cypher it may have a number, as neo4j-migrations
 * writes it: {@code R010__name}.
 */
public final class RepeatableName {

    private static final Pattern NAME = Pattern.compile("R__(.*)");
    private static final Pattern NUMBERED = Pattern.compile("R(\\d[\\d._]*?__.*)");

    private RepeatableName() {}

    public static boolean isRepeatable(Candidate file) {
        return file.name().direction().isEmpty() && name(file).isPresent();
    }

    private static Optional<String> name(Candidate file) {
        boolean mayBeNumbered =
                file.name().kind().filter(ScriptKind.CYPHER::equals).isPresent();
        return (mayBeNumbered ? Stream.of(NAME, NUMBERED) : Stream.of(NAME))
                .map(pattern -> pattern.matcher(file.name().stem()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    public static ScriptPart part(Candidate file) {
        String name = name(file).orElseThrow();
        return new ScriptPart(file, MigrationId.repeatable(name), MigrationKind.REPEATABLE, name, Direction.UP);
    }
}
