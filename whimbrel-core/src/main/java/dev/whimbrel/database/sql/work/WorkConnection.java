package dev.whimbrel.database.sql.work;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection on which rows are worked on, in transactions of its own. Not thread-safe. */
public abstract class WorkConnection extends SqlCommands implements AutoCloseable {

    /** Commands that belong together. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    protected WorkConnection(Connection connection) {
        super(connection);
    }

    /** {@return the command that begins a transaction which writes} */
    protected abstract String begin();

    /**
     * Pause before a transaction is tried again that others were in the way of.
     *
     * @param attempt how many there were, this one included
     * @return whether to try again
     */
    protected abstract boolean pauseBeforeRetry(int attempt, SQLException reason);

    /** Run commands in one transaction, again where others were in the way. */
    public final <T> T transaction(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                execute(begin());
                T result = work.run();
                execute("COMMIT");
                return result;
            } catch (SQLException e) {
                undo(e);
                if (!pauseBeforeRetry(attempt, e)) {
                    throw e;
                }
            } catch (RuntimeException e) {
                undo(e);
                throw e;
            }
        }
    }

    private void undo(Exception reason) {
        try {
            if (!connection().isClosed()) {
                execute("ROLLBACK");
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection().close();
    }
}
