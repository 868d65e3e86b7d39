package dev.whimbrel.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread, process or server brings about. */
public final class Eventually {

    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Eventually() {}

    /**
     * Return as soon as the condition holds.
     *
     * @param what the condition in words
     * @throws AssertionError if it does not hold within 30 s
     */
    public static void holds(String what, BooleanSupplier condition) {
        holds(what, LONGEST, condition);
    }

    /** Return as soon as the condition holds, or fail after {@code longest}. */
    public static void holds(String what, Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                throw new AssertionError("within " + longest.toSeconds() + " s it never came about that " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
