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
    private final StepListener listener;
    private final Duration patience;
    private final Lookout lookout;
    private Duration between;
    private @Nullable Step step;
    private boolean isOver;

    private SlowStatements(
            PostgresSession session, PostgresConnector connector, Duration patience, StepListener listener) {
        this.session = session;
        this.patience = patience;
        this.between = patience;
        this.listener = listener;
        this.lookout = Lookout.start("whimbrel-watch", connector, patience.dividedBy(4), this::look);
    }

    /** {@return a listener that looks on until it is closed} Whom a step stepped back from is told before it does so. */
    static SlowStatements watch(
            PostgresSession session, PostgresConnector connector, Timeouts timeouts, StepListener listener) {
        Duration beforeItStepsBack = timeouts.lock().multipliedBy(3).dividedBy(4);
        Duration patience = beforeItStepsBack.compareTo(PATIENCE) < 0 ? beforeItStepsBack : PATIENCE;
        return new SlowStatements(session, connector, patience, listener);
    }

    /** Less and less often while one statement goes on. */
    private Duration look(ActivityView view) throws SQLException {
        Duration busy = session.busy();
        if (busy.compareTo(patience) < 0) {
            between = patience;
            return busy.isZero() ? patience.dividedBy(4) : patience.minus(busy);
        }
        int backend = session.backend();
        List<Blocker> blockers = view.blockers(backend);
        tell(blockers, view.progress(backend));
        Duration pause = between;
        between = between.plus(patience).compareTo(LONGEST_PAUSE) < 0 ? between.plus(patience) : LONGEST_PAUSE;
        return pause;
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
        lookout.close();
    }
}
