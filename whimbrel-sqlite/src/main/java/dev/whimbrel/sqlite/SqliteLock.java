package dev.whimbrel.sqlite;

import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/**
 * The right to migrate an SQLite file: an exclusive transaction on an empty SQLite file beside it.
 *
 * <p>The operating system gives it up with the process, however that ends, and SQLite keeps its own books where one
 * process opens a file twice. A lock inside the database itself would stand in the way of the migrations, which SQLite
 * lets only one connection write at a time. The file stays: removing it would let a third process lock a new one while a
 * second still waits for the old.
 */
final class SqliteLock implements Lock {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Path file;
    private final Connection connection;

    private SqliteLock(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Path fileBeside(Path database) {
        return database.resolveSibling(database.getFileName() + ".whimbrel-lock");
    }

    static SqliteLock take(String database, Path databaseFile, Duration wait, LockListener listener)
            throws SQLException {
        Path file = fileBeside(databaseFile);
        long deadline = System.nanoTime() + wait.toNanos();
        boolean told = false;
        while (true) {
            Connection connection = SqliteSession.open(file, POLL);
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                return new SqliteLock(file, connection);
            } catch (SQLException e) {
                connection.close();
                if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code) {
                    throw e;
                }
            }
            if (!told) {
                listener.waiting(database, Optional.empty());
                told = true;
            }
            if (System.nanoTime() >= deadline) {
                throw held(databaseFile, wait);
            }
        }
    }

    private static LockedException held(Path databaseFile, Duration wait) {
        return new LockedException(
                new Problem(
                        ErrorCode.LOCK_HELD,
                        "another process is migrating " + databaseFile,
                        "it has held the migration lock for all of the " + wait.toSeconds() + " s that we waited",
                        "wait for it to end and run again, or allow more time: lock.wait in whimbrel.yaml, WHIMBREL_LOCK_WAIT"));
    }

    @Override
    public void ensureHeld() {
        try {
            if (!connection.isClosed() && java.nio.file.Files.exists(file)) {
                return;
            }
        } catch (SQLException e) {
            throw lost(e);
        }
        throw lost(new SQLException("the lock file " + file + " is gone"));
    }

    private DatabaseException lost(SQLException e) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.LOCK_LOST,
                        "the migration lock was lost",
                        SqliteErrors.message(e),
                        "do not remove " + file + " while migrations run; run again"),
                e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw lost(e);
        }
    }
}
