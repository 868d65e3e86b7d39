package dev.whimbrel.sqlite;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.sql.JavaStep;
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
import org.jspecify.annotations.Nullable;

/** Runs one script in one transaction; statements that set up the connection run before it and after it. Not thread-safe. */
final class TransactionalScript {

    private final Step step;
    private final SqliteSession session;
    private final SqliteHistory history;
    private final StepListener listener;
    private final List<Statement> afterwards = new ArrayList<>();
    private boolean hasBegun;
    private int count;

    TransactionalScript(Step step, SqliteSession session, SqliteHistory history, StepListener listener) {
        this.step = step;
        this.session = session;
        this.history = history;
        this.listener = listener;
    }

    /**
     * Run the script and write its history entry, both or neither.
     *
     * @param started when the step began, as {@link System#nanoTime} tells it
     * @throws StatementFailure if it did not go through; the history then says so
     */
    void run(long started) throws StatementFailure, IOException {
        try {
            if (step.migration().code().isPresent()) {
                runJava(started);
            } else {
                runStatements(started);
            }
        } catch (StatementFailure e) {
            session.rollback();
            noteFailure(e);
            throw e;
        }
    }

    private void runStatements(long started) throws StatementFailure, IOException {
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                take(next.get());
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
            session.begin();
        } catch (SQLException e) {
            return;
        }
        throw new SQLException(
                "it ended the transaction that it was called in; what it did until then is there for good");
    }

    private void take(Statement statement) throws StatementFailure {
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
        attempt(statement, () -> session.execute(statement.text()));
        listener.statementsDone(step, count);
    }

    private void begin() throws StatementFailure {
        if (!hasBegun) {
            attempt(null, session::begin);
            hasBegun = true;
        }
    }

    private void finish(long started) throws StatementFailure {
        Outcome outcome = Outcome.through(step.direction());
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        attempt(null, () -> {
            history.insert(Attempt.of(step.migration(), step.script(), outcome, count), millis);
            session.commit();
        });
    }

    private void noteFailure(StatementFailure failure) {
        Outcome outcome = Outcome.notThrough(step.direction());
        Attempt attempt = Attempt.of(step.migration(), step.script(), outcome, 0);
        try {
            history.insert(attempt.withError(SqliteErrors.message(failure.reason())), 0);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void attempt(@Nullable Statement statement, Work work) throws StatementFailure {
        try {
            work.run();
        } catch (SQLException e) {
            throw new StatementFailure(statement, e);
        }
    }
}
