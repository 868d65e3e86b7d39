package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.SqlWorkSession.Membership;
import dev.whimbrel.database.sql.work.WorkConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/**
 * By what workers on an SQLite file see whether another one lives: an exclusive transaction on an empty SQLite file of its own,
 * beside the database. The operating system gives it up with the process, however that ends.
 *
 * <p>Files are made and removed only while the database is being written, which one does at a time; so nobody takes a file for
 * abandoned that is about to be locked.
 *
 * @param database the database file
 */
record WorkerFiles(Path database) {

    private static final String NAMED = ".whimbrel-worker-";

    private Path file(long number) {
        return database.resolveSibling(database.getFileName() + NAMED + number);
    }

    /** {@return a new worker's own number and what it holds} Removes what workers have left that are gone. */
    Membership enroll(WorkConnection connection) throws SQLException {
        return connection.transaction(() -> {
            removeAbandoned();
            int number = Math.toIntExact(connection.number("INSERT INTO main.whimbrel_worker (enrolled_at) VALUES ("
                    + SqliteDialect.SQLITE.now() + ") RETURNING id"));
            connection.execute("DELETE FROM main.whimbrel_worker WHERE id < " + number);
            Path file = file(number);
            Connection lock = SqliteSession.open(file, Duration.ZERO);
            try (Statement statement = lock.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
            } catch (SQLException e) {
                lock.close();
                throw e;
            }
            return new Held(number, lock, file);
        });
    }

    private void removeAbandoned() {
        Path folder = database.toAbsolutePath().getParent();
        String pattern = database.getFileName() + NAMED + "*";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> file.getFileName().toString().startsWith(pattern.substring(0, pattern.length() - 1)))) {
            for (Path file : files) {
                isLocked(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("looking for workers beside " + database, e);
        }
    }

    /** {@return whether somebody works under that number} */
    boolean isAlive(long number) {
        return isLocked(file(number));
    }

    private static boolean isLocked(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (Connection probe = SqliteSession.open(file, Duration.ZERO);
                Statement statement = probe.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
        } catch (SQLException e) {
            return (e.getErrorCode() & SqliteErrors.BASIC_CODE) == SQLiteErrorCode.SQLITE_BUSY.code;
        }
        remove(file);
        return false;
    }

    /** A file that cannot be removed now, as one that somebody looks at, is removed by the next. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private record Held(int number, Connection lock, Path file) implements Membership {

        @Override
        public void close() {
            try {
                lock.close();
            } catch (SQLException e) {
                throw new IllegalStateException("giving up " + file, e);
            }
            remove(file);
        }
    }
}
