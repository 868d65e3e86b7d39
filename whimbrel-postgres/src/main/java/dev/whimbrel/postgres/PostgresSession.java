package dev.whimbrel.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which migrations run, opened when first needed. It stays in autocommit; transactions are begun and
 * ended by commands, so that what happens is what is written here. Not thread-safe.
 */
final class PostgresSession implements AutoCloseable {

    /** Undoes what a script may have left on the connection. */
    static final String RESET = "RESET SESSION AUTHORIZATION; RESET ALL; DISCARD TEMP; ";

    private static final String FACTS = """
            SELECT current_schema() AS schema, pg_is_in_recovery() AS standby,
                current_setting('transaction_read_only') AS read_only,
                current_setting('server_version') AS version, current_database() AS database, session_user AS role
            """;

    private final PostgresConnector connector;
    private @Nullable Connection connection;
    private @Nullable Facts facts;

    /**
     * What is worth knowing of the server and does not change while connected.
     *
     * @param schema where new tables go; nothing if the search path names no schema that exists
     * @param isReadOnly whether it takes no changes, as a standby
     */
    record Facts(
            @Nullable String schema,
            boolean isStandby,
            boolean isReadOnly,
            String version,
            String database,
            String role) {}

    PostgresSession(PostgresConnector connector) {
        this.connector = connector;
    }

    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = connector.connect();
            connection = open;
        }
        return open;
    }

    Facts facts() throws SQLException {
        Facts known = facts;
        return known == null ? askAgain() : known;
    }

    /** {@return the facts as they are now, which shows that the server answers} */
    Facts askAgain() throws SQLException {
        Facts read = readFacts();
        facts = read;
        return read;
    }

    private Facts readFacts() throws SQLException {
        try (PreparedStatement query = connection().prepareStatement(FACTS);
                ResultSet row = query.executeQuery()) {
            row.next();
            boolean isStandby = row.getBoolean("standby");
            return new Facts(
                    row.getString("schema"),
                    isStandby,
                    isStandby || "on".equals(row.getString("read_only")),
                    row.getString("version"),
                    row.getString("database"),
                    row.getString("role"));
        }
    }

    /** Send one command, or several of ours divided by semicolons, exactly as written; answers are thrown away. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Undo what was begun; a connection that cannot even do that is given up, and the server undoes it. */
    void rollback() {
        try {
            if (connection != null && !connection.isClosed()) {
                execute("ROLLBACK");
            }
        } catch (SQLException e) {
            abandon(e);
        }
    }

    /** Undo what scripts have set; a connection that cannot even do that is given up. */
    void reset() {
        try {
            execute(RESET);
        } catch (SQLException e) {
            abandon(e);
        }
    }

    private void abandon(SQLException reason) {
        Connection broken = connection;
        connection = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
