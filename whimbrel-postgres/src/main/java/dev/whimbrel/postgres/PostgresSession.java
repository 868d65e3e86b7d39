package dev.whimbrel.postgres;

import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A connection on which migrations run, opened when first needed. It stays in autocommit; transactions are begun and
 * ended by commands, so that what happens is what is written here. Not thread-safe.
 */
final class PostgresSession implements AutoCloseable {

    /** Undoes what a script may have left on the connection. */
    static final String RESET_SETTINGS = "RESET ALL; DISCARD TEMP; ";

    /** The same, its role included. */
    static final String RESET = "RESET SESSION AUTHORIZATION; " + RESET_SETTINGS;

    private final PostgresConnector connector;
    private volatile @Nullable Connection connection;
    private @Nullable ServerFacts facts;
    /** The server's process at the other end of the last connection; zero before the first one. */
    private volatile int backend;

    /** The commands that belong behind each {@code RESET ALL} on the last connection. */
    private volatile String settings = "";

    /** Since when the server has been at work for us, by the clock of this JVM; zero while it is not. */
    private volatile long busySince;

    /** Something that is asked of the server. */
    interface Work<T> {
        T get() throws SQLException;
    }

    /** Makes something of the row that a result stands at. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    PostgresSession(PostgresConnector connector) {
        this.connector = connector;
    }

    /** Ask something that a server which is well answers at once; one that is silent for too long is taken as gone. */
    <T> T answeredSoon(Work<T> question) throws SQLException {
        PostgresConnector.allowSilence(connection(), connector.answer());
        try {
            return question.get();
        } finally {
            Connection open = connection;
            if (open != null && !open.isClosed()) {
                PostgresConnector.allowSilence(open, Duration.ZERO);
            }
        }
    }

    Connection connection() throws SQLException {
        Connection open = connection;
        if (open != null && open.isClosed()) {
            connection = null;
            open = null;
        }
        if (open == null) {
            open = backend == 0 ? connector.connect() : LostConnection.replace(connector, backend);
            connection = open;
            settings = connector.settings(open);
            backend = open.unwrap(PGConnection.class).getBackendPID();
        }
        return open;
    }

    /**
     * {@return the commands that undo what a script may have left on the connection, its role included} Safe for other
     * threads.
     */
    String reset() {
        return RESET + settings;
    }

    /** {@return the same without its role} Safe for other threads. */
    String resetSettings() {
        return RESET_SETTINGS + settings;
    }

    ServerFacts facts() throws SQLException {
        ServerFacts known = facts;
        return known == null ? askAgain() : known;
    }

    /** {@return the facts as they are now, which shows that the server answers} */
    ServerFacts askAgain() throws SQLException {
        ServerFacts read = ServerFacts.read(connection(), backend);
        facts = read;
        return read;
    }

    /** Send one command, or several of ours divided by semicolons, exactly as written; answers are thrown away. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            busySince = System.nanoTime();
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } finally {
            busySince = 0;
        }
    }

    /**
     * Send several commands in one message, exactly as written.
     *
     * @param column the first column of the answers that are wanted
     * @return its values, one for each such answer
     */
    List<Long> execute(String sql, String column) throws SQLException {
        return execute(sql, column, row -> row.getLong(1));
    }

    /**
     * Send several commands in one message, exactly as written.
     *
     * @param column the first column of the answers that are wanted
     * @return what {@code reading} makes of the first row of each such answer
     */
    <T> List<T> execute(String sql, String column, Reading<T> reading) throws SQLException {
        List<T> values = new ArrayList<>();
        try (Statement statement = connection().createStatement()) {
            busySince = System.nanoTime();
            statement.setEscapeProcessing(false);
            boolean isRows = statement.execute(sql);
            while (isRows || statement.getUpdateCount() >= 0) {
                if (isRows) {
                    add(statement.getResultSet(), column, reading, values);
                }
                isRows = statement.getMoreResults();
            }
        } finally {
            busySince = 0;
        }
        return values;
    }

    private static <T> void add(ResultSet rows, String column, Reading<T> reading, List<T> values) throws SQLException {
        if (rows.getMetaData().getColumnLabel(1).equals(column) && rows.next()) {
            values.add(reading.read(rows));
        }
    }

    /** Send a {@code COPY … FROM STDIN} and the data that belongs to it. */
    void copyIn(String sql, Reader data) throws SQLException, IOException {
        connection().unwrap(PGConnection.class).getCopyAPI().copyIn(sql, data);
    }

    /** {@return how long the server has been at work on what was sent last; zero while it is not} Safe for other threads. */
    Duration busy() {
        long since = busySince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** {@return the number of the server's process at the other end} Safe for other threads. */
    int backend() {
        return backend;
    }

    /** Ask the server to end what it is doing for us; where it cannot be told, nothing happens. Safe for other threads. */
    void cancel() {
        Connection open = connection;
        try {
            if (open != null) {
                open.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            // The end of the connection will tell it.
            return;
        }
    }

    /** Undo what was begun. */
    void rollback() {
        undo("ROLLBACK");
    }

    /** Send commands that undo something; a connection that cannot even do that is given up, and the server undoes it. */
    void undo(String sql) {
        try {
            if (connection != null && !connection.isClosed()) {
                execute(sql);
            }
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

    /** Give a connection that is the application's back for now, so that somebody else of ours can have it. */
    synchronized void rest() throws SQLException {
        if (connector.isLent() && connection != null) {
            Connection open = connection;
            connection = null;
            // It goes on in other hands: the next one must not take its process for a lost one of ours.
            backend = 0;
            connector.release(open);
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                connector.release(open);
            }
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
