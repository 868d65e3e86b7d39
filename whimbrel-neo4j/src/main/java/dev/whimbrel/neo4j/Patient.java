package dev.whimbrel.neo4j;

import dev.whimbrel.database.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;

/** Asks again what may be asked twice, a few times, when the connection was cut or somebody else was in the way. */
final class Patient {

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** {@return what the question yields} */
    <T> T until(Supplier<T> question) {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (Neo4jException e) {
                if (attempt == ATTEMPTS || !Neo4jErrors.mayPass(e)) {
                    throw e;
                }
                backoff.pause();
            }
        }
    }
}
