package dev.whimbrel.database;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow and vary, so that processes which wait for the same thing do not move in step. Not thread-safe. */
public final class Backoff {

    private final Duration longest;
    private Duration next;

    /**
     * @param first the first pause
     * @param longest what no pause exceeds
     */
    public Backoff(Duration first, Duration longest) {
        this.next = first;
        this.longest = longest;
    }

    /** {@return the pauses as they are after that many of them} */
    public static Backoff after(int pauses, Duration first, Duration longest) {
        Backoff backoff = new Backoff(first, longest);
        for (int i = 1; i < pauses && backoff.next.compareTo(longest) < 0; i++) {
            backoff.lengthen();
        }
        return backoff;
    }

    private void lengthen() {
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** Sleep for half to all of the present pause, then double it. */
    public void pause() {
        long millis = next.toMillis();
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a database", e);
        }
        lengthen();
    }
}
