package dev.whimbrel.sqlite;

import dev.whimbrel.database.Lock;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.sql.JavaStep;
import dev.whimbrel.database.sql.JournaledScript;
import dev.whimbrel.database.sql.ScriptSession;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs steps on an SQLite file. Not thread-safe. */
final class SqliteSteps implements ScriptSession {

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
                runInTransaction(step, started);
            } else {
                new JournaledScript(step, this, lock, listener).run();
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
        attempt(null, () -> new LongWorkStep(session, history).run(step));
        listener.statementsDone(step, 1);
    }

    private void runInTransaction(Step step, long started) throws StatementFailure, IOException {
        try {
            new TransactionalScript(step).run(started);
        } catch (StatementFailure e) {
            rollback();
            noteFailure(step, e);
            throw e;
        }
    }

    private void noteFailure(Step step, StatementFailure failure) {
        Outcome outcome = Outcome.notThrough(step.direction());
        Attempt attempt = Attempt.of(step.migration(), step.script(), outcome, 0);
        try {
            history.insert(attempt.withError(SqliteErrors.message(failure.reason())), 0);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** One script in one transaction; statements that set up the connection run before it and after it. */
    private final class TransactionalScript {

        private final Step step;
        private final List<Statement> afterwards = new ArrayList<>();
        private boolean hasBegun;
        private int count;

        TransactionalScript(Step step) {
            this.step = step;
        }

        void run(long started) throws StatementFailure, IOException {
            if (step.migration().code().isPresent()) {
                runJava(started);
                return;
            }
            try (StatementReader script = step.script().open()) {
                for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                    take(next.get(), script);
                }
            }
            begin();
            finish(started);
            for (Statement statement : afterwards) {
                attempt(statement, () -> session.execute(statement.text()));
            }
        }

        private void runJava(long started) throws StatementFailure {
            begin();
            attempt(null, () -> {
                JavaStep.run(step, session.connection());
                refuseEnded();
            });
            listener.statementsDone(step, ++count);
            finish(started);
        }

        /** Where a transaction is open, none can be begun. */
        private void refuseEnded() throws SQLException {
            try {
                SqliteSteps.this.begin();
            } catch (SQLException e) {
                return;
            }
            throw new SQLException(
                    "it ended the transaction that it was called in; what it did until then is there for good");
        }

        private void take(Statement statement, StatementReader script) throws StatementFailure {
            if (statement.execution().isTransactionControl()) {
                return;
            }
            count++;
            if (statement.execution() == Execution.SESSION && hasBegun) {
                afterwards.add(statement);
                return;
            }
            if (statement.execution() != Execution.SESSION) {
                begin();
            }
            attempt(statement, () -> execute(statement, script));
            listener.statementsDone(step, count);
        }

        private void begin() throws StatementFailure {
            if (!hasBegun) {
                attempt(null, SqliteSteps.this::begin);
                hasBegun = true;
            }
        }

        private void finish(long started) throws StatementFailure {
            Outcome outcome = Outcome.through(step.direction());
            long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            attempt(null, () -> {
                history.insert(Attempt.of(step.migration(), step.script(), outcome, count), millis);
                commit();
            });
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void attempt(@org.jspecify.annotations.Nullable Statement statement, Work work)
            throws StatementFailure {
        try {
            work.run();
        } catch (SQLException e) {
            throw new StatementFailure(statement, e);
        }
    }

    @Override
    public void begin() throws SQLException {
        session.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
        session.execute("COMMIT");
    }

    @Override
    public void rollback() {
        try {
            // Closing undoes whatever was begun, and works where ROLLBACK would complain that nothing was.
            session.renew();
        } catch (SQLException e) {
            throw SqliteErrors.refused(session, e);
        }
    }

    @Override
    public void execute(Statement statement, StatementReader script) throws SQLException {
        session.execute(statement.text());
    }

    @Override
    public long insert(Attempt attempt) throws SQLException {
        return history.insert(attempt, 0);
    }

    @Override
    public void progress(long rank, Attempt attempt) throws SQLException {
        history.progress(rank, attempt);
    }

    @Override
    public void finish(long rank, Attempt attempt) throws SQLException {
        history.finish(rank, attempt);
    }

    /** There is no way to be lost on. */
    @Override
    public boolean hasLostAnswer(SQLException reason) {
        return false;
    }

    @Override
    public String message(SQLException reason) {
        return SqliteErrors.message(reason);
    }

    /** SQLite has waited for other writers already, for as long as the settings allow. */
    @Override
    public boolean pauseBeforeRetry(int attempt, SQLException reason) {
        return false;
    }
}
