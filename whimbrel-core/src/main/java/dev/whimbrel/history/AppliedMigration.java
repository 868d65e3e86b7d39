package dev.whimbrel.history;

import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import java.util.Optional;

/**
 * A migration whose effect is in the database now.
 *
 * @param entry the entry that says so: applied, adopted, or a baseline
 * @param checksum of the script as applied, or as accepted since
 */
public record AppliedMigration(HistoryEntry entry, Optional<Checksum> checksum) {

    public MigrationId id() {
        return entry.id();
    }

    public MigrationKind kind() {
        return entry.attempt().kind();
    }
}
