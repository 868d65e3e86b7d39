package dev.whimbrel.neo4j;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.database.Timeouts;
import java.time.Duration;
import org.neo4j.driver.exceptions.Neo4jException;

/** How often to come back after a deadlock or a connection that was cut. */
final class Retries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Timeouts timeouts;

    Retries(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /**
     * Pause before another attempt, if one is worth it.
     *
     * @param attempt how many there were, this one included
     * @return whether to try again
     */
    boolean pauseBefore(int attempt, Neo4jException reason) {
        return Neo4jErrors.mayPass(reason) && pauseAfter(attempt);
    }

    /** {@return whether so many attempts are not too many; then after a pause} */
    boolean pauseAfter(int attempt) {
        if (attempt > timeouts.retries()) {
            return false;
        }
        Backoff.after(attempt, FIRST_PAUSE, LONGEST_PAUSE).pause();
        return true;
    }
}
