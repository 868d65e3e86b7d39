package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.ScriptSession;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.sql.SQLException;

/** The connection on which a script runs statement by statement. Not thread-safe. */
record SqliteJournal(SqliteSession session, SqliteHistory history) implements ScriptSession {

    @Override
    public void begin() throws SQLException {
        session.begin();
    }

    @Override
    public void commit() throws SQLException {
        session.commit();
    }

    @Override
    public void rollback() {
        session.rollback();
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
