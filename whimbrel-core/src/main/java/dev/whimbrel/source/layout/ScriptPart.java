package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Extract;
import dev.whimbrel.source.file.Section;

/**
 * One script of one migration, as a layout found it in a file: most files hold one, a file with a down section two.
 *
 * @param id the migration it belongs to
 * @param description the words of the file's name
 * @param extract what of the file it consists of
 * @param wish what the file says about its transaction
 * @param audience what the folder says about its database
 */
public record ScriptPart(
        Candidate file,
        MigrationId id,
        MigrationKind kind,
        String description,
        Direction direction,
        Extract extract,
        TransactionWish wish,
        Audience audience) {

    ScriptPart(Candidate file, MigrationId id, MigrationKind kind, String description, Direction direction) {
        this(file, id, kind, description, direction, Section.WHOLE, TransactionWish.NONE, Audience.ANY);
    }

    /** {@return the script of a file {@code R__name}, which every layout knows} */
    public static ScriptPart repeatable(Candidate file) {
        String name = file.name().repeatableName().orElseThrow();
        return new ScriptPart(file, MigrationId.repeatable(name), MigrationKind.REPEATABLE, name, Direction.UP);
    }

    ScriptPart with(Extract other) {
        return new ScriptPart(file, id, kind, description, direction, other, wish, audience);
    }

    ScriptPart with(TransactionWish other) {
        return new ScriptPart(file, id, kind, description, direction, extract, other, audience);
    }

    ScriptPart with(Audience other) {
        return new ScriptPart(file, id, kind, description, direction, extract, wish, other);
    }

    /** {@return the same script as a migration of another kind} */
    public ScriptPart withKind(MigrationKind other) {
        return new ScriptPart(file, id, other, description, direction, extract, wish, audience);
    }
}
