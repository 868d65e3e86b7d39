package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.ScriptSession;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.sql.SQLException;

/** The connection on which a script runs statement by statement. Not thread-safe. */
final class PostgresJournal implements ScriptSession {

    private final Step step;
    private final PostgresSession session;
    private final PostgresHistory history;
    private final Retries retries;
    private final PostgresLock lock;
    private Interruption interruption = Interruption.NONE;

    PostgresJournal(Step step, PostgresSession session, PostgresHistory history, Retries retries, PostgresLock lock) {
        this.step = step;
        this.session = session;
        this.history = history;
        this.retries = retries;
        this.lock = lock;
    }

    @Override
    public void begin() throws SQLException {
        session.execute("BEGIN; " + retries.setTimeouts(step.script().options()));
    }

    @Override
    public void commit() throws SQLException {
        session.execute(lock.guard() + "; COMMIT");
    }

    @Override
    public void rollback() {
        session.rollback();
    }

    @Override
    public boolean hasLostAnswer(SQLException reason) {
        return PostgresErrors.mayPass(reason);
    }

    @Override
    public String message(SQLException reason) {
        return PostgresErrors.message(reason);
    }

    @Override
    public boolean pauseBeforeRetry(int attempt, SQLException reason) {
        return retries.pauseBefore(attempt, reason);
    }

    @Override
    public void execute(Statement statement, StatementReader script) throws SQLException, IOException {
        if (statement.execution() == Execution.COPY_IN) {
            session.copyIn(statement.text(), script.copyData());
        } else if (statement.execution() == Execution.NON_TRANSACTIONAL) {
            new LoneStatement(session, statement, interruption).execute();
        } else {
            session.execute(statement.text());
        }
    }

    @Override
    public long insert(Attempt attempt) throws SQLException {
        long rank = history.insert(attempt);
        interruption = history.interruptionBefore(rank, attempt);
        return rank;
    }

    /** What comes behind the first statement of this attempt was not reached by an earlier one. */
    @Override
    public void progress(long rank, Attempt attempt) throws SQLException {
        history.progress(rank, attempt);
        interruption = Interruption.NONE;
    }

    /** Written again if its answer was lost: it does nothing the second time. */
    @Override
    public void finish(long rank, Attempt attempt) throws SQLException {
        try {
            history.finish(rank, attempt);
        } catch (SQLException e) {
            if (!PostgresErrors.mayPass(e)) {
                throw e;
            }
            session.rollback();
            history.finish(rank, attempt);
        }
    }
}
