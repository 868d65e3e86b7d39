package dev.whimbrel.sqlite;

import dev.whimbrel.database.Timeouts;
import dev.whimbrel.database.sql.work.SqlCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/**
 * The connection to an SQLite file, opened when first needed. It stays in autocommit; transactions are begun and ended
 * by statements, so that what happens is what is written here. Not thread-safe.
 */
final class SqliteSession implements AutoCloseable {

    private final SqliteUrl url;
    private final Duration patience;
    private volatile @Nullable Connection connection;

    SqliteSession(SqliteUrl url, Timeouts timeouts) {
        this.url = url;
        // A writer that waits blocks nobody in SQLite, so all the patience is spent in one wait.
        this.patience = timeouts.lock().multipliedBy(timeouts.retries() + 1L);
    }

    Path file() {
        return url.file();
    }

    /** {@return whether there is a database at all; looking for one does not create it} */
    boolean exists() {
        return Files.exists(file());
    }

    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = another();
            connection = open;
        }
        return open;
    }

    /** {@return a connection of its own, for somebody who works beside this one} */
    Connection another() throws SQLException {
        return url.extension().isPresent()
                ? extended(file(), patience, url.extension().get())
                : open(file(), patience);
    }

    /** {@return whether the extension sqlite-vec was given} */
    boolean hasExtension() {
        return url.extension().isPresent();
    }

    SqlCommands commands() throws SQLException {
        return new SqlCommands(connection());
    }

    static Connection open(Path file, Duration patience) throws SQLException {
        return open(file, patience, new SQLiteConfig());
    }

    /** Scripts of migrations must not load whatever they like, so the door is closed behind the one that was given. */
    private static Connection extended(Path file, Duration patience, Path extension) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.enableLoadExtension(true);
        Connection connection = open(file, patience, config);
        try (PreparedStatement load = connection.prepareStatement("SELECT load_extension(?)")) {
            load.setString(1, extension.toAbsolutePath().toString());
            load.execute();
            connection.unwrap(SQLiteConnection.class).getDatabase().enable_load_extension(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection open(Path file, Duration patience, SQLiteConfig config) throws SQLException {
        config.setOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Math.toIntExact(Math.min(patience.toMillis(), Integer.MAX_VALUE)));
        Properties properties = config.toProperties();
        return JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), properties);
    }

    /** Run one statement to its end, rows and all. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            if (statement.execute(sql)) {
                drain(statement);
            }
        }
    }

    void begin() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        execute("COMMIT");
    }

    private static void drain(Statement statement) throws SQLException {
        try (java.sql.ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                // SQLite computes a row, and does what it entails, only when it is asked for.
            }
        }
    }

    /** End the statement that is running, if there is one. Safe for other threads. */
    void cancel() {
        Connection open = connection;
        try {
            if (open != null && !open.isClosed()) {
                open.unwrap(SQLiteConnection.class).getDatabase().interrupt();
            }
        } catch (SQLException e) {
            // The end of the connection will tell it.
            return;
        }
    }

    /**
     * Undo what was begun, if anything was.
     *
     * @throws dev.whimbrel.error.DatabaseException if the file cannot be worked with any more
     */
    void rollback() {
        try {
            // Closing undoes whatever was begun, and works where ROLLBACK would complain that nothing was.
            renew();
        } catch (SQLException e) {
            throw SqliteErrors.refused(this, e);
        }
    }

    /** Forget what scripts have set on the connection. */
    void renew() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        rollback();
    }
}
