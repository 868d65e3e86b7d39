package dev.whimbrel.postgres;

import dev.whimbrel.database.Blocker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a second connection, opened when first needed, sees of the server's processes. Not thread-safe. */
final class ActivityView implements AutoCloseable {

    /** Nobody waits for who only looks, and who only looks waits for nobody. */
    private static final String MODESTY = "SET lock_timeout = '500ms'; SET statement_timeout = '5s'";

    private static final String BLOCKERS = """
            SELECT blocker.pid, coalesce(nullif(a.application_name, ''), a.backend_type, 'unknown'), a.usename, a.state,
                extract(epoch FROM clock_timestamp() - a.xact_start), extract(epoch FROM clock_timestamp() - a.query_start)
            FROM (SELECT DISTINCT unnest(pg_blocking_pids(?)) AS pid) AS blocker
            LEFT JOIN pg_catalog.pg_stat_activity AS a USING (pid)
            ORDER BY a.xact_start NULLS LAST, blocker.pid
            """;

    /** Blocks where the table is read, and rows where they are sorted in or checked. */
    private static final String PROGRESS = """
            SELECT phase, CASE WHEN blocks_total > 0 THEN 100 * blocks_done / blocks_total
                WHEN tuples_total > 0 THEN 100 * tuples_done / tuples_total END
            FROM pg_catalog.pg_stat_progress_create_index WHERE pid = ?
            """;

    private final PostgresConnector connector;
    private @Nullable Connection connection;

    ActivityView(PostgresConnector connector) {
        this.connector = connector;
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connector.connect();
            connection = open;
            try (Statement statement = open.createStatement()) {
                statement.execute(MODESTY);
            }
        }
        return open;
    }

    /** {@return those for whom a process of the server waits, the longest at work first} */
    List<Blocker> blockers(int process) throws SQLException {
        try (PreparedStatement query = connection().prepareStatement(BLOCKERS)) {
            query.setInt(1, process);
            try (ResultSet rows = query.executeQuery()) {
                List<Blocker> blockers = new ArrayList<>();
                while (rows.next()) {
                    blockers.add(new Blocker(
                            rows.getInt(1),
                            rows.getString(2),
                            Optional.ofNullable(rows.getString(3)),
                            Optional.ofNullable(rows.getString(4)),
                            seconds(rows, 5),
                            seconds(rows, 6)));
                }
                return blockers;
            }
        }
    }

    private static Optional<Duration> seconds(ResultSet row, int column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.max(0, Math.round(seconds * 1000))));
    }

    /** {@return how far a process of the server is with an index, in words; nothing if it builds none} */
    Optional<String> progress(int process) throws SQLException {
        try (PreparedStatement query = connection().prepareStatement(PROGRESS)) {
            query.setInt(1, process);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getString(1) == null) {
                    return Optional.empty();
                }
                String percent = row.getString(2);
                return Optional.of(row.getString(1) + (percent == null ? "" : ", " + percent + " %"));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connector.release(connection);
        }
    }
}
