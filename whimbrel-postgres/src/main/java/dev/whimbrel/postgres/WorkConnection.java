package dev.whimbrel.postgres;

import dev.whimbrel.database.Backoff;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A connection on which rows are worked on. Commands hold expressions of the users', so they go out exactly as written, with
 * values as literals: a question mark in an expression is an operator. Not thread-safe.
 */
final class WorkConnection implements AutoCloseable {

    /** Shorter than a server waits before it looks for deadlocks, so that it is never another one's turn to step back. */
    private static final String MODESTY =
            "SET lock_timeout = '500ms'; SET statement_timeout = 0; SET application_name = 'whimbrel backfill'";

    private static final int MOST_ATTEMPTS = 40;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final PostgresConnector connector;
    private final Connection connection;

    /** Reads one row of an answer. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Commands that belong together. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private WorkConnection(PostgresConnector connector, Connection connection) {
        this.connector = connector;
        this.connection = connection;
    }

    static WorkConnection open(PostgresConnector connector) throws SQLException {
        WorkConnection opened = new WorkConnection(connector, connector.connect());
        opened.execute(MODESTY);
        return opened;
    }

    /** {@return how many rows the last of these commands changed} */
    long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isRows = statement.execute(sql);
            long count = 0;
            while (isRows || statement.getUpdateCount() >= 0) {
                count = isRows ? count : statement.getLargeUpdateCount();
                isRows = statement.getMoreResults();
            }
            return count;
        }
    }

    <T> List<T> query(String sql, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    all.add(reading.read(rows));
                }
            }
            return all;
        }
    }

    <T> Optional<T> first(String sql, Reading<T> reading) throws SQLException {
        return query(sql, reading).stream().findFirst();
    }

    long number(String sql) throws SQLException {
        return first(sql, row -> row.getLong(1)).orElse(0L);
    }

    CopyManager copy() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    int backend() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** Run commands in one transaction, again where others were in the way. */
    <T> T transaction(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                execute("BEGIN");
                T result = work.run();
                execute("COMMIT");
                return result;
            } catch (SQLException e) {
                undo(e);
                if (attempt == MOST_ATTEMPTS || !Retries.areWorthIt(e)) {
                    throw e;
                }
                Backoff.after(attempt, FIRST_PAUSE, LONGEST_PAUSE).pause();
            }
        }
    }

    private void undo(SQLException reason) {
        try {
            if (!connection.isClosed()) {
                execute("ROLLBACK");
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.release(connection);
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
