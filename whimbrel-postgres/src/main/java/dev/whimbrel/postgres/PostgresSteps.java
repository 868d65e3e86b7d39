package dev.whimbrel.postgres;

import dev.whimbrel.database.Lock;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.database.sql.JournaledScript;
import dev.whimbrel.database.sql.ScriptSession;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Runs steps on PostgreSQL. Not thread-safe. */
final class PostgresSteps implements ScriptSession {

    /** Lock not available, deadlock, serialisation failure: the same transaction may go through a moment later. */
    private static final Set<String> WORTH_A_RETRY = Set.of("55P03", "40P01", "40001");

    private final PostgresSession session;
    private final PostgresHistory history;
    private final Timeouts timeouts;
    private final Lock lock;
    private final StepListener listener;

    PostgresSteps(
            PostgresSession session, PostgresHistory history, Timeouts timeouts, Lock lock, StepListener listener) {
        this.session = session;
        this.history = history;
        this.timeouts = timeouts;
        this.lock = lock;
        this.listener = listener;
    }

    /**
     * Run one step together with its history entry.
     *
     * @throws dev.whimbrel.error.MigrationFailedException if it did not go through
     */
    void run(Step step) {
        listener.stepStarted(step);
        long started = System.nanoTime();
        try {
            if (step.isTransactional()) {
                runWithRetries(step);
            } else {
                runWithJournal(step);
            }
        } catch (StatementFailure e) {
            throw ScriptErrors.failed(step, e);
        } catch (SQLException e) {
            throw ScriptErrors.failed(step, new StatementFailure(null, e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + step.script().name() + " a second time", e);
        }
        listener.stepDone(step, Duration.ofNanos(System.nanoTime() - started));
    }

    private void runWithJournal(Step step) throws StatementFailure, SQLException, IOException {
        session.execute(PostgresSession.RESET + "SET lock_timeout = 0");
        try {
            new JournaledScript(step, this, lock, listener).run();
        } finally {
            session.reset();
        }
    }

    private void runWithRetries(Step step) throws StatementFailure, IOException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        for (int attempt = 1; ; attempt++) {
            lock.ensureHeld();
            try {
                runInTransaction(step);
                return;
            } catch (StatementFailure e) {
                session.rollback();
                String state = PostgresErrors.state(e.reason());
                if (attempt > timeouts.retries() || !WORTH_A_RETRY.contains(state)) {
                    noteFailure(step, e);
                    throw e;
                }
                listener.stepRetried(step, PostgresErrors.message(e.reason()), attempt);
                backoff.pause();
            }
        }
    }

    private void runInTransaction(Step step) throws StatementFailure, IOException {
        attempt(
                null,
                () -> session.execute(PostgresSession.RESET + "BEGIN; SET LOCAL lock_timeout = "
                        + timeouts.lock().toMillis()));
        int count = 0;
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                Statement statement = next.get();
                if (!statement.execution().isTransactionControl()) {
                    attempt(statement, () -> execute(statement, script));
                    listener.statementsDone(step, ++count);
                }
            }
        }
        Outcome outcome = step.direction() == Direction.UP ? Outcome.APPLIED : Outcome.REVERTED;
        Attempt done = Attempt.of(step.migration(), step.script(), outcome, count);
        attempt(
                null,
                () -> session.execute("RESET SESSION AUTHORIZATION; " + history.insertion(done) + "; COMMIT; "
                        + PostgresSession.RESET));
    }

    private void noteFailure(Step step, StatementFailure failure) {
        Outcome outcome = step.direction() == Direction.UP ? Outcome.FAILED : Outcome.REVERT_FAILED;
        Attempt attempt = Attempt.of(step.migration(), step.script(), outcome, 0)
                .withError(PostgresErrors.message(failure.reason()));
        try {
            session.execute(PostgresSession.RESET + history.insertion(attempt));
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    private static void attempt(@Nullable Statement statement, Work work) throws StatementFailure, IOException {
        try {
            work.run();
        } catch (SQLException e) {
            throw new StatementFailure(statement, e);
        }
    }

    @Override
    public void begin() throws SQLException {
        session.execute("BEGIN; SET LOCAL lock_timeout = " + timeouts.lock().toMillis());
    }

    @Override
    public void commit() throws SQLException {
        session.execute("COMMIT");
    }

    @Override
    public void rollback() {
        session.rollback();
    }

    @Override
    public void execute(Statement statement, StatementReader script) throws SQLException, IOException {
        if (statement.execution() == Execution.COPY_IN) {
            session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text(), script.copyData());
        } else if (statement.execution() == Execution.NON_TRANSACTIONAL) {
            new ConcurrentIndex(session, statement).execute();
        } else {
            session.execute(statement.text());
        }
    }

    @Override
    public long insert(Attempt attempt) throws SQLException {
        return history.insert(attempt);
    }

    @Override
    public void update(long rank, Attempt attempt) throws SQLException {
        history.update(rank, attempt);
    }
}
