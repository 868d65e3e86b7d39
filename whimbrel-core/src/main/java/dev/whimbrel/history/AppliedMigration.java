package dev.whimbrel.history;

import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import java.util.Optional;

/**
 * A migration whose effect is in the database now, or, if it is long work, has begun to be.
 *
 * @param entry the entry that says so: applied, adopted, a baseline, or started
 * @param checksum of the script as applied, or as accepted since
 */
public record AppliedMigration(HistoryEntry entry, Optional<Checksum> checksum) {

    public MigrationId id() {
        return entry.id();
    }

    /** {@return whether the whole effect is there} */
    public boolean isComplete() {
        return entry.outcome() != Outcome.STARTED;
    }

    public MigrationKind kind() {
        return entry.attempt().kind();
    }
}
