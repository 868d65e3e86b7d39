package dev.whimbrel.postgres;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow and vary, so that processes which wait for the same thing do not move in step. Not thread-safe. */
final class Backoff {

    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.next = first;
        this.longest = longest;
    }

    /** Sleep for half to all of the present pause, then double it. */
    void pause() {
        long millis = next.toMillis();
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
