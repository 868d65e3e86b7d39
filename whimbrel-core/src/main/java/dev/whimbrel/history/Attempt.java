package dev.whimbrel.history;

import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Script;
import dev.whimbrel.migration.Version;
import java.util.Optional;

/**
 * What is to be remembered of one attempt, before the database adds when, how long and by whom.
 *
 * @param description the words of its name; for a repeatable migration the name it is found by
 * @param script the script's name; {@code baseline} where there is none
 * @param checksum of the script; empty where there is none
 * @param statementsDone how many statements took effect
 * @param journal for a script that runs statement by statement, the checksum of the statements done; otherwise empty
 * @param error what went wrong, for an attempt that failed
 */
public record Attempt(
        MigrationId id,
        MigrationKind kind,
        String description,
        String script,
        Optional<Checksum> checksum,
        Outcome outcome,
        int statementsDone,
        Optional<Checksum> journal,
        Optional<String> error) {

    /** {@return an attempt with a script of a migration that did so many statements} */
    public static Attempt of(Migration migration, Script script, Outcome outcome, int statementsDone) {
        return new Attempt(
                migration.id(),
                migration.kind(),
                migration.description(),
                script.name(),
                Optional.of(migration.up().checksum()),
                outcome,
                statementsDone,
                Optional.empty(),
                Optional.empty());
    }

    /** {@return the declaration that a database is at a version} */
    public static Attempt baseline(Version version) {
        return new Attempt(
                MigrationId.of(version),
                MigrationKind.BASELINE,
                "baseline",
                "baseline",
                Optional.empty(),
                Outcome.BASELINE,
                0,
                Optional.empty(),
                Optional.empty());
    }

    public Attempt withOutcome(Outcome other) {
        return new Attempt(id, kind, description, script, checksum, other, statementsDone, journal, error);
    }

    public Attempt withChecksum(Checksum other) {
        return new Attempt(id, kind, description, script, Optional.of(other), outcome, statementsDone, journal, error);
    }

    public Attempt withProgress(int done, Checksum soFar) {
        return new Attempt(id, kind, description, script, checksum, outcome, done, Optional.of(soFar), error);
    }

    public Attempt withError(String message) {
        return new Attempt(
                id, kind, description, script, checksum, outcome, statementsDone, journal, Optional.of(message));
    }
}
