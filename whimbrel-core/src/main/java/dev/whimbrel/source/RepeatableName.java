package dev.whimbrel.source;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;

/** {@code R__name}: a repeatable migration, which every layout knows. */
final class RepeatableName {

    private static final String PREFIX = "R__";

    private RepeatableName() {}

    static boolean isRepeatable(Candidate file) {
        return file.name().stem().startsWith(PREFIX) && file.name().direction().isEmpty();
    }

    static ScriptPart part(Candidate file) {
        String name = file.name().stem().substring(PREFIX.length());
        return new ScriptPart(file, MigrationId.repeatable(name), MigrationKind.REPEATABLE, name, Direction.UP);
    }
}
