package dev.whimbrel.database;

/** The right to migrate a database, held until closed or until its process ends. Not thread-safe. */
public interface Lock extends AutoCloseable {

    /**
     * Make sure that the lock is still held.
     *
     * @throws dev.whimbrel.error.DatabaseException if it was lost, for example with its connection
     */
    void ensureHeld();

    @Override
    void close();
}
