package dev.whimbrel.postgres;

import java.time.Duration;

/**
 * How many scripts travel together: twice as many as before, as long as news of a trip comes back within a good part of a
 * second. Not thread-safe.
 */
final class TripSize {

    private static final int FIRST = 50;
    private static final int MOST = 200;
    private static final Duration LONGEST = Duration.ofMillis(250);

    private int most = FIRST;

    /** {@return how many may go on the next trip} */
    int most() {
        return most;
    }

    /** Take into account how long a trip took, its way included. */
    void took(int steps, Duration elapsed) {
        long fitting = LONGEST.toNanos() * steps / Math.max(1, elapsed.toNanos());
        long grown = Math.min(MOST, Math.max(most, 2 * steps));
        most = (int) Math.max(1, Math.min(fitting, grown));
    }
}
