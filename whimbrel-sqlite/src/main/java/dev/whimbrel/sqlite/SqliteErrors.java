package dev.whimbrel.sqlite;

import dev.whimbrel.database.DatabaseProblems;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.plan.Step;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Puts what SQLite reports into words that tell what to do. */
final class SqliteErrors {

    /** Extended result codes carry the basic one in their lowest byte. */
    static final int BASIC_CODE = 0xFF;

    private static final String REMEDY_FOR_BUSY =
            "end the program that writes to it for so long, or allow more time (timeouts in whimbrel.yaml)";

    private SqliteErrors() {}

    /** {@return the failure of something that is not a script's statement} */
    static DatabaseException refused(SqliteSession session, SQLException e) {
        return new DatabaseException(problem(session.file(), e), e);
    }

    private static Problem problem(Path file, SQLException e) {
        String why = message(e);
        return switch (code(e)) {
            case SQLITE_CANTOPEN ->
                new Problem(
                        ErrorCode.UNREACHABLE,
                        "the database file " + file + " cannot be opened",
                        why,
                        "check that its folder exists and that you may read and write there");
            case SQLITE_NOTADB ->
                new Problem(
                        ErrorCode.UNREACHABLE,
                        file + " is not an SQLite database",
                        why,
                        "name another file, or move this one away");
            case SQLITE_READONLY -> readOnly(file, why);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new Problem(
                        ErrorCode.LOCK_TIMEOUT,
                        "the database file " + file + " stayed locked by another program",
                        why,
                        REMEDY_FOR_BUSY);
            default ->
                why.contains("no such module: vec0")
                        ? noExtension(file, why)
                        : new DatabaseProblems("SQLite", file.toString()).refused(why);
        };
    }

    private static Problem noExtension(Path file, String why) {
        return new Problem(
                ErrorCode.DATABASE_REFUSED,
                file + " has vectors in a virtual table of sqlite-vec",
                why,
                "name its library in the URL: sqlite:" + file + "?vec=/path/to/vec0.so");
    }

    static Problem readOnly(Path file, String why) {
        return new Problem(
                ErrorCode.READ_ONLY,
                "the database file " + file + " takes no changes",
                why,
                "give yourself the right to write to the file and to its folder");
    }

    static DatabaseException noFolder(Path file) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.UNREACHABLE,
                        "the database file " + file + " cannot be created",
                        "its folder does not exist",
                        "create the folder, or name another file in the URL"),
                null);
    }

    /** {@return the failure of a step} */
    static MigrationFailedException failed(Step step, StatementFailure failure) {
        String where = failure.statement()
                .map(SqliteErrors::where)
                .orElse(step.script().name() + ", at its end");
        SQLiteErrorCode code = code(failure.reason());
        String what = step.failedAt(where) + " (" + code.name() + ")";
        return new MigrationFailedException(problem(step, what, code, message(failure.reason())), failure.reason());
    }

    private static Problem problem(Step step, String what, SQLiteErrorCode code, String why) {
        if (code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED) {
            return new Problem(ErrorCode.LOCK_TIMEOUT, what, why, REMEDY_FOR_BUSY);
        }
        if (why.contains("already exists")) {
            String label = step.migration().id().label();
            return new Problem(
                    ErrorCode.OBJECT_EXISTS,
                    what,
                    why,
                    "if this was run by hand before, `whimbrel baseline " + label
                            + "` declares it done; otherwise mend the script; nothing of this migration was kept");
        }
        boolean isAboutTheDisk = code == SQLiteErrorCode.SQLITE_FULL || code == SQLiteErrorCode.SQLITE_IOERR;
        return new Problem(ErrorCode.MIGRATION_FAILED, what, why, isAboutTheDisk ? remedyForDisk(step) : remedy(step));
    }

    private static String where(Statement statement) {
        return statement.place() + ": " + statement.excerpt();
    }

    private static String remedy(Step step) {
        String again = step.direction() == Direction.UP ? "`whimbrel migrate`" : "`whimbrel down`";
        return step.isTransactional()
                ? "mend the script and run " + again + " again; nothing of this migration was kept"
                : "mend the script from this statement on and run " + again
                        + " again; it goes on after the statements that are done";
    }

    private static String remedyForDisk(Step step) {
        return "make room on the disk, see that it is sound, and run again; "
                + (step.isTransactional()
                        ? "nothing of this migration was kept"
                        : "it goes on after the statements that are done");
    }

    /** {@return what SQLite said, without the words for its code that the driver puts around it} */
    static String message(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String before = e instanceof SQLiteException known ? known.getResultCode() + " (" : "";
        boolean isWrapped = !before.isEmpty() && message.startsWith(before) && message.endsWith(")");
        return isWrapped ? message.substring(before.length(), message.length() - 1) : message;
    }

    private static SQLiteErrorCode code(SQLException e) {
        return SQLiteErrorCode.getErrorCode(e.getErrorCode() & BASIC_CODE);
    }
}
