package dev.whimbrel.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Connections that an application lends, each given back with the settings it came with. Thread-safe.
 *
 * <p>What our own connections are started with is set on these, and set again after each {@code RESET ALL}, together with
 * what the application had set.
 */
final class LentConnections {

    private static final String OURS = "SET client_connection_check_interval = 1000; SET idle_session_timeout = 0;"
            + " SET idle_in_transaction_session_timeout = 0; SET standard_conforming_strings = on; ";

    /** What somebody has set on this connection, the driver and the pool included, as commands that set it again. */
    private static final String THEIRS = """
            SELECT coalesce(string_agg(format('SELECT pg_catalog.set_config(%L, %L, false); ', name, setting), ''), '')
                || CASE current_setting('role') WHEN 'none' THEN ''
                    ELSE format('SET ROLE %I; ', current_setting('role')) END
            FROM pg_catalog.pg_settings
            WHERE source = 'session' AND context IN ('user', 'superuser')
              AND name NOT IN ('role', 'session_authorization') AND name NOT LIKE 'transaction\\_%'
            """;

    private final DataSource source;
    private final Map<Connection, String> theirs = Collections.synchronizedMap(new IdentityHashMap<>());

    LentConnections(DataSource source) {
        this.source = source;
    }

    /** {@return a connection in autocommit} */
    Connection borrow() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            try (ResultSet row = statement.executeQuery(THEIRS)) {
                row.next();
                theirs.put(connection, row.getString(1));
            }
            statement.execute(OURS);
            return connection;
        } catch (SQLException e) {
            theirs.remove(connection);
            connection.close();
            throw e;
        }
    }

    /** {@return the commands that belong behind each {@code RESET ALL} on that connection} */
    String settings(Connection connection) {
        return Objects.requireNonNullElse(theirs.get(connection), "") + OURS;
    }

    /** Give a connection back as it came; one on which that is impossible is ended, so that nobody gets it. */
    void giveBack(Connection connection) throws SQLException {
        String settings = theirs.remove(connection);
        try {
            if (settings != null && !connection.isClosed()) {
                execute(connection, "ROLLBACK");
                execute(connection, "SELECT pg_catalog.pg_advisory_unlock_all(); " + PostgresSession.RESET + settings);
            }
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        } finally {
            connection.close();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
