package dev.whimbrel.migration;

/** What kind of execution a statement needs; which words mean that is its language's knowledge. */
public enum Execution {
    /** Takes part in the migration's transaction. */
    TRANSACTIONAL,
    /** Takes part in the transaction and sets up the connection for what follows, as {@code SET search_path}. */
    SETTING,
    /** Must run outside any transaction, for example {@code CREATE INDEX CONCURRENTLY}. */
    NON_TRANSACTIONAL,
    /**
     * Changes the schema, in a transaction that can hold neither data nor the history entry, as {@code CREATE CONSTRAINT}
     * in Cypher.
     */
    SCHEMA,
    /** Is followed by data for the server, as {@code COPY … FROM STDIN}. */
    COPY_IN,
    /** Moves within the transaction ({@code SAVEPOINT}, {@code ROLLBACK TO}); what follows must wait for its answer. */
    SAVEPOINT,
    /** Sets up the connection only and leaves nothing in the database, as {@code PRAGMA foreign_keys}. */
    SESSION,
    /** Begins a transaction; the runner does that itself. */
    BEGIN,
    /** Commits a transaction; the runner does that itself. */
    COMMIT,
    /** Ends a transaction in another way than committing, which a migration must not. */
    ROLLBACK;

    /** {@return whether the statement begins or ends a transaction} */
    public boolean isTransactionControl() {
        return this == BEGIN || this == COMMIT || this == ROLLBACK;
    }
}
