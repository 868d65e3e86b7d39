package dev.whimbrel.postgres;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.database.sql.work.WorkConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A connection on which rows are worked on. */
final class PostgresWorkConnection extends WorkConnection {

    /** Shorter than a server waits before it looks for deadlocks, so that it is never another one's turn to step back. */
    private static final String MODESTY =
            "SET lock_timeout = '500ms'; SET statement_timeout = 0; SET application_name = 'whimbrel backfill'";

    private static final int MOST_ATTEMPTS = 40;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final PostgresConnector connector;

    private PostgresWorkConnection(PostgresConnector connector, Connection connection) {
        super(connection);
        this.connector = connector;
    }

    static PostgresWorkConnection open(PostgresConnector connector) throws SQLException {
        PostgresWorkConnection opened = new PostgresWorkConnection(connector, connector.connect());
        opened.execute(MODESTY);
        return opened;
    }

    /**
     * Copy rows to the server.
     *
     * @param into the table, and its columns
     * @return how many they are
     */
    long copy(String into, BinaryPage rows) throws SQLException {
        sendWaiting();
        CopyIn copy = connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + into + " FROM STDIN (FORMAT binary)");
        try {
            rows.sendTo(copy);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connector.release(connection());
    }

    @Override
    protected String begin() {
        return "BEGIN";
    }

    @Override
    protected String beginLosable() {
        return "BEGIN; SET LOCAL synchronous_commit = off";
    }

    @Override
    protected boolean takesSeveral() {
        return true;
    }

    @Override
    protected boolean pauseBeforeRetry(int attempt, SQLException reason) {
        if (attempt == MOST_ATTEMPTS || !Retries.areWorthIt(reason)) {
            return false;
        }
        Backoff.after(attempt, FIRST_PAUSE, LONGEST_PAUSE).pause();
        return true;
    }
}
