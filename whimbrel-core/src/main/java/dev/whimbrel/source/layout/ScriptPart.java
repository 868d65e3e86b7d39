package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Section;

/**
 * One script of one migration, as a layout found it in a file: most files hold one, a file with a down section two.
 *
 * @param id the migration it belongs to
 * @param description the words of the file's name
 * @param section where in the file it stands
 * @param wish what the file says about its transaction
 */
public record ScriptPart(
        Candidate file,
        MigrationId id,
        MigrationKind kind,
        String description,
        Direction direction,
        Section section,
        TransactionWish wish) {

    public ScriptPart(Candidate file, MigrationId id, MigrationKind kind, String description, Direction direction) {
        this(file, id, kind, description, direction, Section.WHOLE, TransactionWish.NONE);
    }

    public ScriptPart withKind(MigrationKind other) {
        return new ScriptPart(file, id, other, description, direction, section, wish);
    }
}
