package dev.whimbrel.postgres;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.sql.JavaStep;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.ScriptOptions;
import dev.whimbrel.plan.Step;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Runs what is no script in one transaction with its history entry: a migration written in Java, or the beginning of long
 * work, which takes no longer than its locks, for no row is touched. Where a table is busy, it steps back and comes again.
 * Not thread-safe.
 */
final class OneTransaction {

    /** The state of a connection on which a transaction is expected and there is none. */
    private static final String ENDED = "25P01";

    private final PostgresSession session;
    private final PostgresHistory history;
    private final CommitOfEntry commit;
    private final Retries retries;
    private final PostgresLock lock;
    private final StepListener listener;

    OneTransaction(
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

    void run(Step step) throws StatementFailure {
        for (int attempt = 1; ; attempt++) {
            lock.ensureHeld();
            try {
                begin();
                change(step);
                finish(step);
                listener.statementsDone(step, 1);
                return;
            } catch (MigrationFailedException e) {
                session.rollback();
                noteFailure(step, e.problems().iterator().next().toString());
                throw e;
            } catch (SQLException e) {
                session.rollback();
                lock.ensureHeld();
                if (!retries.pauseBefore(attempt, e)) {
                    noteFailure(step, PostgresErrors.message(e));
                    throw new StatementFailure(null, e);
                }
                listener.stepRetried(step, PostgresErrors.message(e), attempt);
            }
        }
    }

    private void begin() throws SQLException {
        session.execute(session.reset() + "BEGIN; " + retries.setTimeouts(ScriptOptions.NONE) + "; "
                + lock.guardAnd(PostgresHistory.NOTE_BEGIN));
    }

    private void change(Step step) throws SQLException {
        if (step.migration().code().isPresent()) {
            JavaStep.run(step, session.connection());
            refuseEnded();
            return;
        }
        String schema = Objects.requireNonNull(session.facts().schema(), "refused before");
        PostgresDialect dialect = PostgresDialect.in(schema);
        if (step.direction() == Direction.UP) {
            new WorkExpansion(session, dialect).begin(step);
        } else {
            VectorRemoval.removal(new SqlCommands(session.connection()), dialect)
                    .revert(step.migration());
        }
    }

    /** What is set for a transaction alone is gone with it. */
    private void refuseEnded() throws SQLException {
        session.execute("RESET SESSION AUTHORIZATION");
        if (session.execute("SELECT (" + PostgresHistory.BEGAN + " IS NOT NULL)::int AS is_open", "is_open")
                .contains(0L)) {
            throw new SQLException(
                    "it ended the transaction that it was called in; what it did until then is there for good", ENDED);
        }
    }

    private void finish(Step step) throws SQLException {
        boolean isBegun =
                step.direction() == Direction.UP && step.migration().kind().isLongRunning();
        Outcome outcome = isBegun ? Outcome.STARTED : Outcome.through(step.direction());
        long rank = history.insert(Attempt.of(step.migration(), step.script(), outcome, 1));
        commit.send("COMMIT", rank);
    }

    private void noteFailure(Step step, String reason) {
        Outcome outcome = Outcome.notThrough(step.direction());
        try {
            session.execute(session.reset()
                    + history.insertion(Attempt.of(step.migration(), step.script(), outcome, 0)
                            .withError(reason)));
        } catch (SQLException e) {
            // The failure itself is told; that it could not be noted as well adds nothing.
            session.rollback();
        }
    }
}
