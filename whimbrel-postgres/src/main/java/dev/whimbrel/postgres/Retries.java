package dev.whimbrel.postgres;

import dev.whimbrel.database.Timeouts;
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

    Duration lockTimeout() {
        return timeouts.lock();
    }

    /** {@return the command that bounds the queueing of the transaction it stands in} */
    String setLockTimeout() {
        return "SET LOCAL lock_timeout = " + timeouts.lock().toMillis();
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
