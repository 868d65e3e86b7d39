package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Execution;

/**
 * Tells from a PostgreSQL statement's words how it must be run.
 *
 * <p>The list of what cannot run in a transaction is that of the server's {@code PreventInTransactionBlock} calls.
 */
final class PostgresExecution {

    private PostgresExecution() {}

    static Execution of(Tokens tokens) {
        if (isCopyFromStdin(tokens)) {
            return Execution.COPY_IN;
        }
        if (isBegin(tokens)) {
            return Execution.BEGIN;
        }
        if (tokens.isAnyAt(0, "COMMIT", "END") && !tokens.isAt(1, "PREPARED")) {
            return Execution.COMMIT;
        }
        if (isSavepoint(tokens)) {
            return Execution.SAVEPOINT;
        }
        if (tokens.isAnyAt(0, "ROLLBACK", "ABORT", "COMMIT") || tokens.startsWith("PREPARE", "TRANSACTION")) {
            return Execution.ROLLBACK;
        }
        if (isSetting(tokens)) {
            return Execution.SETTING;
        }
        return isNonTransactional(tokens) ? Execution.NON_TRANSACTIONAL : Execution.TRANSACTIONAL;
    }

    /** The server's grammar takes both words in both directions. */
    private static boolean isCopyFromStdin(Tokens tokens) {
        return tokens.isAt(0, "COPY")
                && (tokens.containsInOrder("FROM", "STDIN") || tokens.containsInOrder("FROM", "STDOUT"));
    }

    private static boolean isBegin(Tokens tokens) {
        return tokens.isAt(0, "BEGIN") || tokens.startsWith("START", "TRANSACTION");
    }

    private static boolean isSavepoint(Tokens tokens) {
        return tokens.isAnyAt(0, "SAVEPOINT", "RELEASE") || (tokens.isAt(0, "ROLLBACK") && tokens.contains("TO", 0));
    }

    private static boolean isSetting(Tokens tokens) {
        boolean isOfThisTransaction = tokens.isAnyAt(1, "LOCAL", "CONSTRAINTS");
        return (tokens.isAnyAt(0, "SET", "RESET") && !isOfThisTransaction)
                || (tokens.isAt(0, "SELECT") && tokens.contains("SET_CONFIG", 0));
    }

    private static boolean isNonTransactional(Tokens tokens) {
        if (tokens.isEmpty()) {
            return false;
        }
        return switch (tokens.get(0).text()) {
            case "VACUUM" -> true;
            case "CREATE" -> isServerWide(tokens) || isConcurrentIndex(tokens, tokens.isAt(1, "UNIQUE") ? 2 : 1);
            case "DROP" -> isServerWide(tokens) || isConcurrentIndex(tokens, 1);
            case "REINDEX" -> isWideReindex(tokens);
            case "CLUSTER" -> isClusterOfAll(tokens);
            case "DISCARD" -> tokens.isAt(1, "ALL");
            case "ALTER" -> isNonTransactionalAlter(tokens);
            default -> false;
        };
    }

    private static boolean isServerWide(Tokens tokens) {
        return tokens.isAnyAt(1, "DATABASE", "TABLESPACE", "SUBSCRIPTION");
    }

    private static boolean isConcurrentIndex(Tokens tokens, int at) {
        return tokens.isAt(at, "INDEX") && tokens.isAt(at + 1, "CONCURRENTLY");
    }

    private static boolean isWideReindex(Tokens tokens) {
        return tokens.contains("CONCURRENTLY", 0)
                || tokens.contains("CONCURRENTLY", 1)
                || tokens.contains("DATABASE", 0)
                || tokens.contains("SYSTEM", 0)
                || tokens.contains("SCHEMA", 0);
    }

    /** Without a table it works through all tables, each in a transaction of its own. */
    private static boolean isClusterOfAll(Tokens tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.depth() == 0 && token.isName() && !token.is("VERBOSE")) {
                return false;
            }
        }
        return true;
    }

    /** Changing the list of publications refreshes too, unless an option says otherwise. */
    private static boolean isRefreshing(Tokens tokens) {
        return tokens.contains("REFRESH", 0) || tokens.contains("PUBLICATION", 0);
    }

    private static boolean isNonTransactionalAlter(Tokens tokens) {
        return tokens.isAt(1, "SYSTEM")
                || (tokens.isAt(1, "TABLE") && tokens.contains("DETACH", 0) && tokens.contains("CONCURRENTLY", 0))
                || (tokens.isAt(1, "DATABASE") && tokens.containsInOrder("SET", "TABLESPACE"))
                || (tokens.isAt(1, "SUBSCRIPTION") && isRefreshing(tokens));
    }
}
