package dev.whimbrel.database;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait for others, and for an answer.
 *
 * @param lock how long a statement may queue for a table lock before it steps back, so that it never blocks others
 * @param retries how often a migration that stepped back is tried again
 * @param answer how long a database may be silent while it is connected to, looked at, or asked for its history; never
 *     while a script runs
 * @param statement how long a statement in a transaction may take, zero for as long as it likes; nothing leaves it to the
 *     database
 */
public record Timeouts(Duration lock, int retries, Duration answer, Optional<Duration> statement) {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    public Timeouts {
        if (lock.isNegative() || lock.isZero() || retries < 0) {
            throw new IllegalArgumentException(
                    "timeouts.lock must be positive and timeouts.retries not negative: " + lock + ", " + retries);
        }
        if (statement.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("timeouts.statement must not be negative: " + statement.get());
        }
        if (answer.isNegative() || answer.isZero()) {
            throw new IllegalArgumentException("the time to wait for an answer must be positive: " + answer);
        }
    }

    /** {@return timeouts with 10 s for an answer} */
    public Timeouts(Duration lock, int retries) {
        this(lock, retries, ANSWER, Optional.empty());
    }

    public static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(2), 30);
    }

    public Timeouts withLock(Duration other) {
        return new Timeouts(other, retries, answer, statement);
    }

    public Timeouts withRetries(int other) {
        return new Timeouts(lock, other, answer, statement);
    }

    public Timeouts withAnswer(Duration other) {
        return new Timeouts(lock, retries, other, statement);
    }

    public Timeouts withStatement(Optional<Duration> other) {
        return new Timeouts(lock, retries, answer, other);
    }
}
