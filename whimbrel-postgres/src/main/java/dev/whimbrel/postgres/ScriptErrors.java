package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.plan.Step;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/** Puts into words why PostgreSQL refused a script's statement, and what helps. */
final class ScriptErrors {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern FUNCTION = Pattern.compile("function ([\\w.]+)\\(");

    /** Which extension brings what people use and forget to create. */
    private static final Map<String, String> EXTENSION_OF = Map.of(
            "vector", "vector",
            "halfvec", "vector",
            "sparsevec", "vector",
            "hstore", "hstore",
            "citext", "citext",
            "digest", "pgcrypto",
            "crypt", "pgcrypto",
            "gen_salt", "pgcrypto",
            "uuid_generate_v4", "uuid-ossp",
            "similarity", "pg_trgm");

    private ScriptErrors() {}

    static MigrationFailedException failed(Step step, StatementFailure failure) {
        SQLException reason = failure.reason();
        String what = step.failedAt(where(step, failure)) + " (SQLSTATE " + PostgresErrors.state(reason) + ")";
        String why = PostgresErrors.message(reason)
                + PostgresErrors.serverMessage(reason)
                        .map(ServerErrorMessage::getHint)
                        .map(hint -> "; hint: " + hint)
                        .orElse("");
        Advice advice = advice(step, reason);
        return new MigrationFailedException(
                new Problem(advice.code(), what, why, advice.remedy() + kept(step)), reason);
    }

    private static String where(Step step, StatementFailure failure) {
        Optional<Statement> statement = failure.statement();
        if (statement.isEmpty()) {
            return step.script().name() + ", at its end";
        }
        return place(statement.get(), failure.reason()) + ": " + statement.get().excerpt();
    }

    /** The server counts characters of the statement, from one; zero means that it names no place. */
    private static Place place(Statement statement, SQLException reason) {
        int position = PostgresErrors.serverMessage(reason)
                .map(ServerErrorMessage::getPosition)
                .orElse(0);
        String text = statement.text();
        if (position < 1 || position > text.codePointCount(0, text.length())) {
            return statement.place();
        }
        return statement.start().after(text, text.offsetByCodePoints(0, position - 1));
    }

    private record Advice(ErrorCode code, String remedy) {}

    private static Advice advice(Step step, SQLException reason) {
        String message = PostgresErrors.message(reason);
        return switch (PostgresErrors.state(reason)) {
            case "42P07", "42710", "42701", "42723", "42P06" ->
                new Advice(
                        ErrorCode.OBJECT_EXISTS,
                        "if this was run by hand before, `whimbrel baseline "
                                + step.migration().id().label() + "` declares it done; otherwise mend the script");
            case "0A000", "58P01" -> message.contains("extension") ? extensionUnavailable(quoted(message)) : mend();
            case "42501" -> new Advice(ErrorCode.PERMISSION_DENIED, permission(message));
            case "42704", "42883" -> missing(message);
            case "55P03" ->
                new Advice(
                        ErrorCode.LOCK_TIMEOUT,
                        "others kept the table busy through all retries: end long transactions (pg_stat_activity), or raise"
                                + " timeouts.lock and timeouts.retries");
            case "53100" ->
                new Advice(ErrorCode.MIGRATION_FAILED, "make room on the disk of the server, then run again");
            case "P0001" ->
                new Advice(ErrorCode.MIGRATION_FAILED, "the script refuses by itself: do as it says, then run again");
            case "57014" -> message.contains("statement timeout") ? statementTimeout() : mend();
            default -> PostgresErrors.mayPass(reason) ? comeBack() : mend();
        };
    }

    private static Advice statementTimeout() {
        return new Advice(
                ErrorCode.STATEMENT_TIMEOUT,
                "allow it more: timeouts.statement, --statement-timeout, or a first line"
                        + " -- whimbrel: statement-timeout=1h in the file; or do less in one statement");
    }

    private static Advice mend() {
        return new Advice(ErrorCode.MIGRATION_FAILED, "mend the script and run again");
    }

    private static Advice comeBack() {
        return new Advice(
                ErrorCode.MIGRATION_FAILED,
                "find out who ended the connection (the server's log tells), then run again");
    }

    private static Advice extensionUnavailable(String extension) {
        return new Advice(ErrorCode.EXTENSION_UNAVAILABLE, ExtensionPackage.remedy(extension, "NN"));
    }

    private static String permission(String message) {
        return message.contains("extension")
                ? "let a superuser create the extension once, then run again; IF NOT EXISTS makes the script accept it"
                : "grant the privilege to the role, or migrate as the owner; then run again";
    }

    private static Advice missing(String message) {
        Matcher function = FUNCTION.matcher(message);
        String name = function.find() ? function.group(1) : quoted(message);
        String extension = EXTENSION_OF.get(PostgresSql.unqualified(name));
        return extension == null
                ? mend()
                : new Advice(
                        ErrorCode.MIGRATION_FAILED,
                        "create the extension first: CREATE EXTENSION IF NOT EXISTS \"" + extension
                                + "\"; then run again");
    }

    private static String quoted(String message) {
        Matcher matcher = QUOTED.matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String kept(Step step) {
        return step.isTransactional()
                ? "; nothing of this migration was kept"
                : "; the statements before this one are done, and the next run goes on here";
    }
}
