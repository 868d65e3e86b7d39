package dev.whimbrel.backfill;

import java.time.Duration;
import java.util.Optional;

/** Lets through so many rows a second at the most. Thread-safe. */
final class Pace {

    private static final double NANOS = 1e9;

    private final Optional<Double> rate;
    private long free = System.nanoTime();

    Pace(Optional<Double> rate) {
        this.rate = rate;
    }

    /** {@return how long to wait before these rows} They count from now on. */
    synchronized Duration before(int rows) {
        if (rate.isEmpty()) {
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        long begin = Math.max(now, free);
        free = begin + Math.round(rows / rate.get() * NANOS);
        return Duration.ofNanos(begin - now);
    }
}
