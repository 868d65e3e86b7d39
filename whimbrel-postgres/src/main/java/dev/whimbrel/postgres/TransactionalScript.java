package dev.whimbrel.postgres;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script of any length in one transaction, holding no more of it than one batch. Not thread-safe.
 *
 * <p>Statements travel in batches, each behind a savepoint. When a batch fails, the transaction goes back to the savepoint
 * and the batch runs again one by one, which finds the statement at fault. When a table stays busy, the whole transaction
 * is undone and tried again, one by one from then on, so that nobody queues behind us for long.
 */
final class TransactionalScript {

    private static final int LONGEST_BATCH = 256 * 1024;

    private final PostgresSession session;
    private final PostgresHistory history;
    private final CommitOfEntry commit;
    private final Retries retries;
    private final PostgresLock lock;
    private final StepListener listener;

    TransactionalScript(
            PostgresSession session,
            PostgresHistory history,
            Retries retries,
            PostgresLock lock,
            StepListener listener) {
        this.session = session;
        this.history = history;
        this.commit = new CommitOfEntry(session, history);
        this.retries = retries;
        this.lock = lock;
        this.listener = listener;
    }

    /**
     * Run the step's script and write its history entry, both or neither.
     *
     * @param tried how often it was tried before in other ways; it then goes one by one from the start
     * @throws StatementFailure if it did not go through
     */
    void run(Step step, int tried) throws StatementFailure, IOException {
        boolean isBatched = tried == 0 && !step.script().summary().hasSavepoints();
        for (int attempt = tried + 1; ; ) {
            lock.ensureHeld();
            try {
                new Transaction(step, isBatched).run();
                return;
            } catch (StatementFailure e) {
                session.undo("ROLLBACK; " + lock.takeDownFence());
                ensureHeld(e);
                if (isBatched && Retries.areWorthIt(e.reason())) {
                    isBatched = false;
                    continue;
                }
                if (!retries.pauseBefore(attempt, e.reason())) {
                    noteFailure(step, e);
                    throw e;
                }
                listener.stepRetried(step, PostgresErrors.message(e.reason()), attempt);
                attempt++;
            }
        }
    }

    /** Whoever has lost the lock writes nothing, not even that it failed. */
    private void ensureHeld(StatementFailure failure) {
        try {
            lock.ensureHeld();
        } catch (DatabaseException lost) {
            lost.addSuppressed(failure);
            throw lost;
        }
    }

    private void noteFailure(Step step, StatementFailure failure) {
        Outcome outcome = Outcome.notThrough(step.direction());
        Attempt attempt = Attempt.of(step.migration(), step.script(), outcome, 0)
                .withError(PostgresErrors.message(failure.reason()));
        try {
            session.execute(session.reset() + history.insertion(attempt));
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

    /** One attempt at one script. */
    private final class Transaction {

        private final Step step;
        private final boolean isBatched;
        private final List<Statement> batch = new ArrayList<>();
        private int batchLength;
        private int count;

        Transaction(Step step, boolean isBatched) {
            this.step = step;
            this.isBatched = isBatched;
        }

        void run() throws StatementFailure, IOException {
            attempt(null, this::begin);
            try (StatementReader script = step.script().open()) {
                for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                    take(next.get(), script);
                }
            }
            flush();
            finish();
        }

        /**
         * Only the last transaction is the script's: what looks at the data, as DISCARD and the fence, is done before, or
         * the script could not set its isolation level any more.
         */
        private void begin() throws SQLException {
            session.execute(session.reset() + "BEGIN; " + lock.putUpFence() + "; COMMIT; BEGIN; "
                    + retries.setTimeouts(step.script().options()));
        }

        private void take(Statement statement, StatementReader script) throws StatementFailure, IOException {
            if (statement.execution().isTransactionControl()) {
                return;
            }
            if (statement.execution() == Execution.COPY_IN) {
                flush();
                attempt(statement, () -> session.copyIn(statement.text(), script.copyData()));
                listener.statementsDone(step, ++count);
                return;
            }
            // How quotes are read must be known before anything behind it is sent, and a transaction's mode is set
            // outside savepoints.
            boolean mustWait = statement.execution() == Execution.SETTING;
            if (mustWait) {
                flush();
            }
            batch.add(statement);
            batchLength += statement.text().length();
            if (mustWait || !isBatched || batchLength > LONGEST_BATCH) {
                flush();
            }
        }

        private void flush() throws StatementFailure, IOException {
            if (batch.size() > 1) {
                flushTogether();
            } else {
                flushOneByOne();
            }
            count += batch.size();
            if (!batch.isEmpty()) {
                listener.statementsDone(step, count);
            }
            batch.clear();
            batchLength = 0;
        }

        private void flushTogether() throws StatementFailure, IOException {
            StringBuilder message = new StringBuilder("SAVEPOINT whimbrel_batch;\n");
            batch.forEach(statement -> SharedTrip.append(message, statement.text()));
            try {
                session.execute(
                        message.append("RELEASE SAVEPOINT whimbrel_batch").toString());
            } catch (SQLException e) {
                if (Retries.areWorthIt(e) || PostgresErrors.mayPass(e)) {
                    throw new StatementFailure(null, e);
                }
                attempt(null, () -> session.execute("ROLLBACK TO SAVEPOINT whimbrel_batch"));
                flushOneByOne();
            }
        }

        private void flushOneByOne() throws StatementFailure, IOException {
            for (Statement statement : batch) {
                attempt(statement, () -> session.execute(statement.text()));
            }
        }

        private void finish() throws StatementFailure, IOException {
            Attempt done = Attempt.of(step.migration(), step.script(), Outcome.through(step.direction()), count);
            attempt(null, () -> {
                session.execute("RESET SESSION AUTHORIZATION");
                commit.send(
                        lock.guard() + "; COMMIT; " + lock.takeDownFence() + "; " + session.reset(),
                        history.insert(done));
            });
        }
    }
}
