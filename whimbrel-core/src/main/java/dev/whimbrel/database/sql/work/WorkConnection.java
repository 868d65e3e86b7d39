package dev.whimbrel.database.sql.work;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection on which rows are worked on, in transactions of its own. Not thread-safe.
 *
 * <p>The database may be far away. So commands whose answer nobody waits for travel with the next one, where the database
 * takes several at a time.
 */
public abstract class WorkConnection extends SqlCommands implements AutoCloseable {

    private final StringBuilder waiting = new StringBuilder();

    /** Commands that belong together. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    protected WorkConnection(Connection connection) {
        super(connection);
    }

    /** {@return the command that begins a transaction which writes} */
    protected abstract String begin();

    /** {@return the same for one that may be lost with all that come later, if the database breaks down right after it} */
    protected String beginLosable() {
        return begin();
    }

    /** {@return whether several commands may go to the database at once} */
    protected boolean takesSeveral() {
        return false;
    }

    /**
     * Pause before a transaction is tried again that others were in the way of.
     *
     * @param attempt how many there were, this one included
     * @return whether to try again
     */
    protected abstract boolean pauseBeforeRetry(int attempt, SQLException reason);

    /** Run a command within a transaction. An error in it may come out only with the next one. */
    public final void executeAlong(String sql) throws SQLException {
        if (takesSeveral()) {
            // It may end in a line comment.
            waiting.append(sql).append("\n;\n");
        } else {
            execute(sql);
        }
    }

    /** Send what waits to travel along, for whom it is to be done before. */
    protected final void sendWaiting() throws SQLException {
        if (waiting.length() > 0) {
            execute("");
        }
    }

    @Override
    protected final String outgoing(String sql) {
        String all = waiting + sql;
        waiting.setLength(0);
        return all;
    }

    /** Run commands in one transaction, again where others were in the way. */
    public final <T> T transaction(Work<T> work) throws SQLException {
        return transaction(begin(), work);
    }

    /**
     * The same, where it does no harm if a database that breaks down has forgotten the transaction, as long as it has
     * forgotten all that came later, too. It need not be on disk before the work goes on.
     */
    public final <T> T losableTransaction(Work<T> work) throws SQLException {
        return transaction(beginLosable(), work);
    }

    private <T> T transaction(String begin, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                executeAlong(begin);
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
        waiting.setLength(0);
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
