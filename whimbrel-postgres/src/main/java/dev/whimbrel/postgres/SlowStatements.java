package dev.whimbrel.postgres;

import dev.whimbrel.database.Blocker;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.plan.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what a run tells, and adds whom a statement that takes long waits for, or how far it is.
 *
 * <p>A thread of its own looks at the clock. Only when a statement takes long does it open a connection and ask; its
 * questions take no lock that anybody waits for, and no snapshot for longer than an answer takes. What it cannot find out
 * is not told, and the run goes on. Nothing is told at the same time as something else, and nothing after the end.
 */
final class SlowStatements implements StepListener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final PostgresSession session;
    private final PostgresConnector connector;
    private final StepListener listener;
    private final Duration patience;
    private @Nullable Step step;
    private boolean isOver;

    private SlowStatements(
            PostgresSession session, PostgresConnector connector, Duration patience, StepListener listener) {
        this.session = session;
        this.connector = connector;
        this.patience = patience;
        this.listener = listener;
    }

    /** {@return a listener that looks on until it is closed} Whom a step stepped back from is told before it does so. */
    static SlowStatements watch(
            PostgresSession session, PostgresConnector connector, Timeouts timeouts, StepListener listener) {
        Duration beforeItStepsBack = timeouts.lock().multipliedBy(3).dividedBy(4);
        Duration patience = beforeItStepsBack.compareTo(PATIENCE) < 0 ? beforeItStepsBack : PATIENCE;
        SlowStatements watch = new SlowStatements(session, connector, patience, listener);
        if (connector.isLent()) {
            // To look on takes a connection more, which the application may not have or may need itself.
            return watch;
        }
        Thread thread = new Thread(watch::lookOn, "whimbrel-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void lookOn() {
        Duration between = patience;
        Duration pause = patience.dividedBy(4);
        try (ActivityView view = new ActivityView(connector)) {
            while (pause(pause)) {
                Duration busy = session.busy();
                if (busy.compareTo(patience) >= 0) {
                    look(view);
                    pause = between;
                    between = between.plus(patience).compareTo(LONGEST_PAUSE) < 0
                            ? between.plus(patience)
                            : LONGEST_PAUSE;
                } else {
                    between = patience;
                    pause = busy.isZero() ? patience.dividedBy(4) : patience.minus(busy);
                }
            }
        } catch (SQLException e) {
            // The run itself hears of what is wrong with the server, and says so.
            return;
        }
    }

    private void look(ActivityView view) throws SQLException {
        int backend = session.backend();
        List<Blocker> blockers = view.blockers(backend);
        Optional<String> progress = view.progress(backend);
        tell(blockers, progress);
    }

    private synchronized void tell(List<Blocker> blockers, Optional<String> progress) {
        Step running = step;
        if (isOver || running == null || session.busy().isZero()) {
            return;
        }
        if (!blockers.isEmpty()) {
            listener.stepBlocked(running, blockers);
        } else {
            progress.ifPresent(words -> listener.stepProgressed(running, words));
        }
    }

    /** {@return whether the run still goes on} */
    private synchronized boolean pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toMillis(); !isOver && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !isOver;
    }

    @Override
    public synchronized void stepStarted(Step started) {
        step = started;
        listener.stepStarted(started);
    }

    @Override
    public synchronized void statementsDone(Step of, int done) {
        listener.statementsDone(of, done);
    }

    @Override
    public synchronized void stepProgressed(Step of, String progress) {
        listener.stepProgressed(of, progress);
    }

    @Override
    public synchronized void stepBlocked(Step of, List<Blocker> blockers) {
        listener.stepBlocked(of, blockers);
    }

    @Override
    public synchronized void stepDone(Step done, Duration duration) {
        listener.stepDone(done, duration);
    }

    @Override
    public synchronized void stepRetried(Step retried, String reason, int attempt) {
        listener.stepRetried(retried, reason, attempt);
    }

    @Override
    public synchronized void close() {
        isOver = true;
        notifyAll();
    }
}
