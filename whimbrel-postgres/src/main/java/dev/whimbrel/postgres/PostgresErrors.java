package dev.whimbrel.postgres;

import dev.whimbrel.database.DatabaseProblems;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Puts into words why PostgreSQL cannot be reached, or refuses something that is not a script's statement. */
final class PostgresErrors {

    private PostgresErrors() {}

    static DatabaseException refused(PostgresConnector connector, SQLException e) {
        return new DatabaseException(problem(connector, e), e);
    }

    private static DatabaseProblems problems(String where) {
        return new DatabaseProblems("PostgreSQL", where);
    }

    static Problem problem(PostgresConnector connector, SQLException e) {
        String where = connector.url().toString();
        DatabaseProblems problems = problems(where);
        if (hasCause(e, UnknownHostException.class)) {
            return problems.unknownHost(connector.url().hosts());
        }
        if (connector.isLent() && hasCause(e, SQLTransientConnectionException.class)) {
            return noneToSpare(where, e);
        }
        return switch (state(e)) {
            case "28P01" -> problems.wrongPassword(message(e));
            case "28000" -> isAboutEncryption(e) ? tls(where, e) : problems.wrongPassword(message(e));
            case "3D000" ->
                new Problem(
                        ErrorCode.MISSING_DATABASE,
                        "the database " + connector.url().database() + " does not exist",
                        message(e),
                        "create it (`createdb " + connector.url().database() + "`), or correct the name in the URL");
            case "42501" -> permissionDenied(message(e));
            case "25006" -> readOnly(where, message(e));
            case "08001", "08004", "08006", "08P01", "57P01", "57P02", "57P03", "53300" -> unreachable(where, e);
            default -> problems.refusedWith("SQLSTATE " + state(e), message(e));
        };
    }

    private static Problem noneToSpare(String where, SQLException e) {
        return new Problem(
                ErrorCode.UNREACHABLE,
                "the application's pool gives no connection to PostgreSQL at " + where,
                message(e),
                "if the server runs, let the pool be larger: migrating takes one connection, a backfill one for each worker");
    }

    private static Problem unreachable(String where, SQLException e) {
        String text = message(e);
        if (hasCause(e, SocketTimeoutException.class)) {
            return new Problem(
                    ErrorCode.UNREACHABLE,
                    "PostgreSQL at " + where + " does not answer",
                    "it was silent for too long: it hangs, is overloaded, or something on the way drops what is sent",
                    "look at the server's log and load, and at firewalls; `whimbrel wait` waits for one that starts");
        }
        if (text.contains("no password was provided")) {
            return problems(where)
                    .passwordMissing(
                            "no password is in the settings, the environment or ~/.pgpass",
                            "set PGPASSWORD or POSTGRES_PASSWORD, or write the entry into ~/.pgpass");
        }
        if (isAboutEncryption(e)) {
            return tls(where, e);
        }
        if (text.contains("unsupported startup parameter")) {
            return pooled(where, text);
        }
        return problems(where)
                .unreachable(
                        text,
                        "check that the server runs and that host and port are right; `whimbrel wait` waits for one that starts");
    }

    static Problem pooled(String where) {
        return pooled(where, "the process that answers is not the one we connected to");
    }

    private static Problem pooled(String where, String why) {
        return new Problem(
                ErrorCode.POOLED_CONNECTION,
                "a connection pooler stands between us and PostgreSQL at " + where,
                why,
                "use the direct URL of the server for migrations; a pooler gives no session to hold a lock in");
    }

    private static Problem tls(String where, SQLException e) {
        return problems(where)
                .tls(
                        message(e),
                        "append ?sslmode=require (or verify-full) to the URL if the server wants TLS, ?sslmode=disable if it has none;"
                                + " POSTGRES_SSLMODE does the same; if neither helps, pg_hba.conf of the server has no line for this"
                                + " host, user and database");
    }

    /** {@return the failure of a run whose last request was not answered, and whose history cannot be asked either} */
    static DatabaseException unsettled(SQLException e) {
        return DatabaseProblems.unsettled(message(e), e);
    }

    static Problem permissionDenied(String why) {
        return new Problem(
                ErrorCode.PERMISSION_DENIED,
                "the role lacks a privilege",
                why,
                "as the owner or a superuser: GRANT CREATE, USAGE ON SCHEMA … TO the role; or migrate as another role");
    }

    static Problem readOnly(String where, String why) {
        return problems(where)
                .readOnly(why, "connect to the primary server, or lift default_transaction_read_only for this role");
    }

    private static boolean isAboutEncryption(SQLException e) {
        String text = message(e);
        return text.contains("could not be verified")
                || text.contains("SSL")
                || text.contains("encryption")
                || hasCause(e, SSLException.class);
    }

    /** {@return whether a server that could not be reached may be back in a moment} */
    static boolean mayPass(SQLException e) {
        return state(e).startsWith("08") || state(e).startsWith("57P");
    }

    static String state(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }

    /** {@return the server's own sentence without its details, which hold rows of tables} */
    static String message(SQLException e) {
        return serverMessage(e).map(ServerErrorMessage::getMessage).orElseGet(() -> String.valueOf(e.getMessage())
                .replace('\n', ' '));
    }

    static Optional<ServerErrorMessage> serverMessage(SQLException e) {
        return e instanceof PSQLException server
                ? Optional.ofNullable(server.getServerErrorMessage())
                : Optional.empty();
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
