package dev.whimbrel.plan;

import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import java.util.Optional;

/**
 * One migration on one database, as far as both files and history know it.
 *
 * @param database the database's name
 * @param file the migration on disk, if it is there
 * @param applied the entry that says it is applied, if it is
 * @param unfinished the last attempt, if it did not go through
 * @param state what follows from these
 */
public record MigrationStatus(
        MigrationId id,
        String database,
        Optional<Migration> file,
        Optional<AppliedMigration> applied,
        Optional<HistoryEntry> unfinished,
        State state) {

    /** {@return the words of its name} */
    public String description() {
        return file.map(Migration::description)
                .orElseGet(() -> applied.orElseThrow().entry().attempt().description());
    }

    /** {@return the script's name, as on disk or as remembered} */
    public String script() {
        return file.map(migration -> migration.up().name())
                .orElseGet(() -> applied.orElseThrow().entry().attempt().script());
    }
}
