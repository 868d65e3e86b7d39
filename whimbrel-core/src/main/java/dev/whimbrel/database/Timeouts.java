package dev.whimbrel.database;

import java.time.Duration;

/**
 * How long to wait for others, and for an answer.
 *
 * @param lock how long a statement may queue for a table lock before it steps back, so that it never blocks others
 * @param retries how often a migration that stepped back is tried again
 * @param answer how long a database may be silent while it is connected to, looked at, or asked for its history; never
 *     while a script runs
 */
public record Timeouts(Duration lock, int retries, Duration answer) {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    public Timeouts {
        if (lock.isNegative() || lock.isZero() || retries < 0) {
            throw new IllegalArgumentException(
                    "timeouts.lock must be positive and timeouts.retries not negative: " + lock + ", " + retries);
        }
        if (answer.isNegative() || answer.isZero()) {
            throw new IllegalArgumentException("the time to wait for an answer must be positive: " + answer);
        }
    }

    /** {@return timeouts with 10 s for an answer} */
    public Timeouts(Duration lock, int retries) {
        this(lock, retries, ANSWER);
    }

    public static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(2), 30);
    }

    public Timeouts withLock(Duration other) {
        return new Timeouts(other, retries, answer);
    }

    public Timeouts withRetries(int other) {
        return new Timeouts(lock, other, answer);
    }

    public Timeouts withAnswer(Duration other) {
        return new Timeouts(lock, retries, other);
    }
}
