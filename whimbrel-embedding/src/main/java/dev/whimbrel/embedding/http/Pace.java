package dev.whimbrel.embedding.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast requests may go out, for all threads that use a model. As many at once as prove to go through: one more after a
 * round of successes, half as many when the provider says it is too much. And none at all before the time that the provider
 * named: if all of them came back each by itself, they would all be refused again. Thread-safe.
 */
final class Pace {

    private static final int AT_FIRST = 2;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private int allowed;
    private int underWay;
    private int successes;
    private long pausedUntil = System.nanoTime();
    private long tokensLeft = Long.MAX_VALUE;
    private long tokensResetAt = System.nanoTime();

    Pace(int most) {
        this.most = most;
        this.allowed = Math.min(AT_FIRST, most);
    }

    /** Wait for a turn. Whoever has it must {@link #end} it. */
    void begin(long tokens) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long wait = untilTurn(tokens);
            while (wait > 0 || underWay >= allowed) {
                if (wait > 0) {
                    changed.awaitNanos(wait);
                } else {
                    changed.await();
                }
                wait = untilTurn(tokens);
            }
            underWay++;
            tokensLeft = tokensLeft == Long.MAX_VALUE ? tokensLeft : tokensLeft - tokens;
        } finally {
            lock.unlock();
        }
    }

    private long untilTurn(long tokens) {
        long now = System.nanoTime();
        long forTokens = tokens > tokensLeft ? tokensResetAt - now : 0;
        if (tokensResetAt - now <= 0) {
            tokensLeft = Long.MAX_VALUE;
        }
        return Math.max(pausedUntil - now, forTokens);
    }

    void end() {
        lock.lock();
        try {
            underWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A request went through, with these headers. */
    void succeeded(RateHeaders headers) {
        lock.lock();
        try {
            successes++;
            if (successes >= allowed && allowed < most) {
                allowed++;
                successes = 0;
            }
            headers.remaining("requests")
                    .filter(left -> left <= 0)
                    .flatMap(left -> headers.reset("requests"))
                    .ifPresent(this::pause);
            headers.remaining("tokens")
                    .ifPresent(left -> headers.reset("tokens").ifPresent(reset -> {
                        tokensLeft = Math.max(0, left);
                        tokensResetAt = System.nanoTime() + reset.toNanos();
                    }));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The provider wants to be left alone for that long. */
    void limited(Duration wait) {
        lock.lock();
        try {
            allowed = Math.max(1, allowed / 2);
            successes = 0;
            pause(wait);
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        if (until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }

    /** {@return how many requests may be under way at once now} */
    int allowed() {
        lock.lock();
        try {
            return allowed;
        } finally {
            lock.unlock();
        }
    }
}
