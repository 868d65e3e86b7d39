package dev.whimbrel.source.file;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script's file name taken apart: {@code main/003_x.down.sqlite.sql} is folder, stem, direction, dialect, extension.
 *
 * @param folder the first sub-folder it lies in; empty at the top
 * @param stem the name without everything from the first known suffix on
 * @param direction as named by {@code .up} or {@code .down}
 * @param dialect as named by a suffix, under its full name
 * @param work what kind of long work it defines, as named by {@code .embedding} or {@code .backfill}
 * @param extension without the dot, in lower case
 */
public record ScriptName(
        String folder,
        String stem,
        Optional<Direction> direction,
        Optional<String> dialect,
        Optional<MigrationKind> work,
        String extension) {

    private static final Map<String, String> DIALECTS =
            Map.of("postgresql", "postgresql", "postgres", "postgresql", "sqlite", "sqlite");
    private static final Pattern REPEATABLE = Pattern.compile("R__(.*)");
    private static final Pattern NUMBERED_REPEATABLE = Pattern.compile("R(\\d[\\d._]*?__.*)");
    private static final Map<String, Direction> DIRECTIONS = Map.of("up", Direction.UP, "down", Direction.DOWN);
    private static final Map<String, MigrationKind> WORKS =
            Map.of("embedding", MigrationKind.EMBEDDING, "backfill", MigrationKind.BACKFILL);
    private static final Set<String> DEFINITIONS = Set.of("yaml", "yml");

    public static ScriptName parse(String path) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, path.indexOf('/'));
        String name = path.substring(slash + 1);
        String extension = suffix(name);
        String stem = withoutSuffix(name, extension);
        Optional<Direction> direction = Optional.empty();
        Optional<String> dialect = Optional.empty();
        Optional<MigrationKind> work = Optional.empty();
        if (DEFINITIONS.contains(extension) && WORKS.containsKey(suffix(stem))) {
            work = Optional.ofNullable(WORKS.get(suffix(stem)));
            stem = withoutSuffix(stem, suffix(stem));
        }
        for (String suffix = suffix(stem); isKnown(suffix); suffix = suffix(stem)) {
            if (DIRECTIONS.containsKey(suffix)) {
                direction = Optional.ofNullable(DIRECTIONS.get(suffix));
            } else {
                dialect = Optional.ofNullable(DIALECTS.get(suffix));
            }
            stem = withoutSuffix(stem, suffix);
        }
        return new ScriptName(folder, stem, direction, dialect, work, extension);
    }

    private static boolean isKnown(String suffix) {
        return DIRECTIONS.containsKey(suffix) || DIALECTS.containsKey(suffix);
    }

    /** What stands behind the last dot; nothing where there is no dot, or nothing before it. */
    private static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT) : "";
    }

    private static String withoutSuffix(String name, String suffix) {
        return suffix.isEmpty() ? name : name.substring(0, name.length() - suffix.length() - 1);
    }

    /** {@return whether it is a repeatable migration, as every layout has them} */
    public boolean isRepeatable() {
        return direction.isEmpty() && repeatableName().isPresent();
    }

    /**
     * {@return what follows the {@code R__} of a repeatable migration} In Cypher it may have a number, as neo4j-migrations
     * writes it: {@code R010__name}.
     */
    public Optional<String> repeatableName() {
        boolean mayBeNumbered = kind().filter(ScriptKind.CYPHER::equals).isPresent();
        return (mayBeNumbered ? Stream.of(REPEATABLE, NUMBERED_REPEATABLE) : Stream.of(REPEATABLE))
                .map(pattern -> pattern.matcher(stem))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** {@return whether it is a script in some database's language, or a definition of long work} */
    public boolean isScript() {
        return kind().isPresent() || work.isPresent();
    }

    /** {@return what a script of this name is written in} */
    public Optional<ScriptKind> kind() {
        return ScriptKind.of(extension);
    }
}
