package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Execution;
import java.util.Set;

/** Tells from an SQLite statement's words how it must be run. */
final class SqliteExecution {

    /** Settings of the connection alone; some of them do nothing inside a transaction. */
    private static final Set<String> SESSION_PRAGMAS = Set.of(
            "FOREIGN_KEYS",
            "LEGACY_ALTER_TABLE",
            "RECURSIVE_TRIGGERS",
            "IGNORE_CHECK_CONSTRAINTS",
            "BUSY_TIMEOUT",
            "CACHE_SIZE",
            "CASE_SENSITIVE_LIKE",
            "SYNCHRONOUS",
            "TEMP_STORE",
            "TRUSTED_SCHEMA",
            "WRITABLE_SCHEMA");

    /** Pragmas that change how the file is kept, which they refuse to do, or silently do not do, in a transaction. */
    private static final Set<String> NON_TRANSACTIONAL_PRAGMAS = Set.of(
            "AUTO_VACUUM", "ENCODING", "JOURNAL_MODE", "LOCKING_MODE", "MMAP_SIZE", "PAGE_SIZE", "WAL_CHECKPOINT");

    private SqliteExecution() {}

    static Execution of(Tokens tokens) {
        if (tokens.isEmpty()) {
            return Execution.TRANSACTIONAL;
        }
        return switch (tokens.get(0).text()) {
            case "BEGIN" -> Execution.BEGIN;
            case "COMMIT", "END" -> Execution.COMMIT;
            case "ROLLBACK" -> tokens.contains("TO", 0) ? Execution.SAVEPOINT : Execution.ROLLBACK;
            case "SAVEPOINT", "RELEASE" -> Execution.SAVEPOINT;
            case "PRAGMA" -> pragma(tokens);
            case "VACUUM", "ATTACH", "DETACH" -> Execution.NON_TRANSACTIONAL;
            default -> Execution.TRANSACTIONAL;
        };
    }

    private static Execution pragma(Tokens tokens) {
        int at = tokens.isAt(2, ".") ? 3 : 1;
        String name = tokens.size() > at ? tokens.get(at).text() : "";
        if (SESSION_PRAGMAS.contains(name)) {
            return Execution.SESSION;
        }
        return NON_TRANSACTIONAL_PRAGMAS.contains(name) ? Execution.NON_TRANSACTIONAL : Execution.TRANSACTIONAL;
    }
}
