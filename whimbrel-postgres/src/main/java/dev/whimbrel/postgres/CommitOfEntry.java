package dev.whimbrel.postgres;

import java.sql.SQLException;

/** Ends a transaction that holds a history entry, and settles what became of it when the answer is lost. Not thread-safe. */
record CommitOfEntry(PostgresSession session, PostgresHistory history) {

    /**
     * Send the statements, among them {@code COMMIT}.
     *
     * @param rank of the entry that the transaction holds; a lost COMMIT went through if and only if it is there
     * @throws SQLException if the transaction did not take effect
     * @throws dev.whimbrel.error.DatabaseException if that cannot be found out
     */
    void send(String statements, long rank) throws SQLException {
        try {
            session.execute(statements);
        } catch (SQLException e) {
            session.rollback();
            if (!PostgresErrors.mayPass(e) || !isThere(rank, e)) {
                throw e;
            }
        }
    }

    private boolean isThere(long rank, SQLException failure) {
        try {
            return history.contains(rank);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw PostgresErrors.unsettled(failure);
        }
    }
}
