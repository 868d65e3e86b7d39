package dev.whimbrel.postgres;

import dev.whimbrel.database.Backoff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Another connection for one that was lost. */
final class LostConnection {

    /** About twenty seconds, in which a server that crashed is back. */
    private static final int MOST_ATTEMPTS = 14;

    /** The process we were connected to before; one that got its number since then began after this connection. */
    private static final String END = """
            SELECT lost.pid, pg_terminate_backend(lost.pid)
            FROM pg_catalog.pg_stat_activity AS lost
            JOIN pg_catalog.pg_stat_activity AS ours ON ours.pid = pg_backend_pid()
            WHERE lost.pid = ? AND lost.usesysid = ours.usesysid AND lost.backend_start < ours.backend_start
            """;

    private LostConnection() {}

    /**
     * Connect anew. What the server's process at the other end of the lost connection had begun is then decided: it is
     * waited for, so that nothing it still does comes as a surprise.
     *
     * @param lost the number of that process
     */
    static Connection replace(PostgresConnector connector, int lost) throws SQLException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
        for (int attempt = 1; ; attempt++) {
            try {
                Connection open = connector.connect();
                awaitEnd(lost, open);
                return open;
            } catch (SQLException e) {
                if (attempt == MOST_ATTEMPTS || !PostgresErrors.mayPass(e)) {
                    throw e;
                }
                backoff.pause();
            }
        }
    }

    private static void awaitEnd(int process, Connection open) throws SQLException {
        Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));
        try (PreparedStatement query = open.prepareStatement(END)) {
            query.setInt(1, process);
            while (true) {
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return;
                    }
                }
                backoff.pause();
            }
        }
    }
}
