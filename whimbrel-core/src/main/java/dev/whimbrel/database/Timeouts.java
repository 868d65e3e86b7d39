package dev.whimbrel.database;

import java.time.Duration;

/**
 * How long to wait for others.
 *
 * @param lock how long a statement may queue for a table lock before it steps back, so that it never blocks others
 * @param retries how often a migration that stepped back is tried again
 */
public record Timeouts(Duration lock, int retries) {

    public Timeouts {
        if (lock.isNegative() || lock.isZero() || retries < 0) {
            throw new IllegalArgumentException(
                    "timeouts.lock must be positive and timeouts.retries not negative: " + lock + ", " + retries);
        }
    }

    public static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(2), 30);
    }

    public Timeouts withLock(Duration other) {
        return new Timeouts(other, retries);
    }

    public Timeouts withRetries(int other) {
        return new Timeouts(lock, other);
    }
}
