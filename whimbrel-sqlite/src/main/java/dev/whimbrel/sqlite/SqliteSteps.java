package dev.whimbrel.sqlite;

import dev.whimbrel.database.Lock;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.sql.JournaledScript;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Runs steps on an SQLite file. Not thread-safe. */
final class SqliteSteps {

    private final SqliteSession session;
    private final SqliteHistory history;
    private final Lock lock;
    private final StepListener listener;

    SqliteSteps(SqliteSession session, SqliteHistory history, Lock lock, StepListener listener) {
        this.session = session;
        this.history = history;
        this.lock = lock;
        this.listener = listener;
    }

    /**
     * Run one step together with its history entry.
     *
     * @throws dev.whimbrel.error.MigrationFailedException if it did not go through
     */
    void run(Step step) {
        lock.ensureHeld();
        listener.stepStarted(step);
        long started = System.nanoTime();
        try {
            if (step.migration().kind().isLongRunning()) {
                runLongWork(step);
            } else if (step.isTransactional()) {
                new TransactionalScript(step, session, history, listener).run(started);
            } else {
                new JournaledScript(step, new SqliteJournal(session, history), lock, listener).run();
            }
            session.renew();
        } catch (StatementFailure e) {
            throw SqliteErrors.failed(step, e);
        } catch (SQLException e) {
            throw SqliteErrors.refused(session, e);
        } catch (IOException e) {
            throw step.unreadable(e);
        }
        listener.stepDone(step, Duration.ofNanos(System.nanoTime() - started));
    }

    private void runLongWork(Step step) throws StatementFailure {
        try {
            new LongWorkStep(session, history).run(step);
        } catch (SQLException e) {
            throw new StatementFailure(null, e);
        }
        listener.statementsDone(step, 1);
    }
}
