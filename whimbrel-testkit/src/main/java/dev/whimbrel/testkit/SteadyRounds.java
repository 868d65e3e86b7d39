package dev.whimbrel.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An application that does the same again and again on a connection of its own, while a test does something else. It ends at
 * the first failure, which {@link #close} tells.
 */
public final class SteadyRounds implements AutoCloseable {

    private final AtomicLong rounds = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean isOver;

    /** Opens the connection of the application. */
    public interface Connecting {
        Connection connect() throws SQLException;
    }

    /** What is done again and again. */
    public interface Round {
        void run(Connection connection) throws SQLException;
    }

    private SteadyRounds(String name, Connecting connecting, Round round) {
        thread = new Thread(() -> run(connecting, round), name);
    }

    /** {@return the application, at work} */
    public static SteadyRounds start(String name, Connecting connecting, Round round) {
        SteadyRounds steady = new SteadyRounds(name, connecting, round);
        steady.thread.start();
        return steady;
    }

    private void run(Connecting connecting, Round round) {
        try (Connection connection = connecting.connect()) {
            while (!isOver) {
                round.run(connection);
                rounds.incrementAndGet();
            }
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
        }
    }

    /** Return when a round is done that began after this call, or none will be done any more. */
    public void awaitRound() {
        long enough = rounds.get() + 2;
        Eventually.holds(thread.getName() + " goes on", () -> rounds.get() >= enough || !thread.isAlive());
    }

    /**
     * Let it end.
     *
     * @throws AssertionError if a round failed
     */
    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new AssertionError(thread.getName() + " failed after " + rounds + " rounds: " + failed, failed);
        }
    }
}
