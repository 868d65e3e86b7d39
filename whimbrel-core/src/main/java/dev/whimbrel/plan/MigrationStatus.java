package dev.whimbrel.plan;

import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
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
                .orElseGet(() -> entry().attempt().description());
    }

    /** {@return the script's name, as on disk or as remembered} */
    public String script() {
        return file.map(migration -> migration.up().name())
                .orElseGet(() -> entry().attempt().script());
    }

    /** {@return how it takes part in the timeline} */
    public MigrationKind kind() {
        return file.map(Migration::kind).orElseGet(() -> entry().attempt().kind());
    }

    /** What the history knows of a migration whose file is gone. */
    HistoryEntry entry() {
        return applied.map(AppliedMigration::entry).or(() -> unfinished).orElseThrow();
    }

    /** {@return whether its last attempt may have left a part of its effect behind} */
    public boolean isHalfDone() {
        return unfinished
                .filter(attempt -> attempt.outcome() == Outcome.RUNNING
                        || attempt.outcome() == Outcome.REVERTING
                        || attempt.attempt().statementsDone() > 0)
                .isPresent();
    }

    /** {@return whether its last attempt was to revert it, and may have left a part of its effect behind} */
    boolean isHalfReverted() {
        return unfinished
                .map(HistoryEntry::outcome)
                .filter(outcome -> outcome == Outcome.REVERTING || outcome == Outcome.REVERT_FAILED)
                .isPresent();
    }
}
