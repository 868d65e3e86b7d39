package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.WorkConnection;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection on which rows are worked on. */
final class SqliteWorkConnection extends WorkConnection {

    private SqliteWorkConnection(Connection connection) {
        super(connection);
    }

    static SqliteWorkConnection open(SqliteSession session) throws SQLException {
        Connection connection = session.another();
        try {
            WorkFunctions.register(connection, new WorkerFiles(session.file()));
            return new SqliteWorkConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** One who reads first and writes then could be refused in between. */
    @Override
    protected String begin() {
        return "BEGIN IMMEDIATE";
    }

    /** SQLite has waited for other writers already, for as long as the settings allow. */
    @Override
    protected boolean pauseBeforeRetry(int attempt, SQLException reason) {
        return false;
    }
}
