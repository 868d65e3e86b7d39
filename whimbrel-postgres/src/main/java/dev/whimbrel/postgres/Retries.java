package dev.whimbrel.postgres;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.migration.ScriptOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** How long to queue for a busy table, and how often to come back. */
final class Retries {

    /** Lock not available, deadlock, serialisation failure: the same transaction may go through a moment later. */
    private static final Set<String> WORTH_IT = Set.of("55P03", "40P01", "40001");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Timeouts timeouts;

    Retries(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** {@return the commands that bound how long a statement of the transaction they stand in queues, and takes} */
    String setTimeouts(ScriptOptions options) {
        String lock = "SET LOCAL lock_timeout = "
                + options.lockTimeout().orElse(timeouts.lock()).toMillis();
        return options.statementTimeout()
                .or(timeouts::statement)
                .map(limit -> lock + "; SET LOCAL statement_timeout = " + limit.toMillis())
                .orElse(lock);
    }

    /** {@return whether the same transaction may go through a moment later} */
    static boolean areWorthIt(SQLException reason) {
        return WORTH_IT.contains(PostgresErrors.state(reason));
    }

    /**
     * Pause before another attempt, if one is worth it.
     *
     * @param attempt how many there were, this one included
     * @return whether to try again
     */
    boolean pauseBefore(int attempt, SQLException reason) {
        if (attempt > timeouts.retries() || !areWorthIt(reason)) {
            return false;
        }
        Backoff.after(attempt, FIRST_PAUSE, LONGEST_PAUSE).pause();
        return true;
    }
}
