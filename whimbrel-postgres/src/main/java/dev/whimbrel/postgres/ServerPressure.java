package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.SqlWorkSession;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.WorkConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Looks, now and then, whether others suffer: standbys that fall behind, and who waits for a lock on the table. */
final class ServerPressure implements SqlWorkSession.Pressure {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int MOST_LAG_SECONDS = 10;
    private static final int MOST_LAG_MEBIBYTES = 256;

    /**
     * Without a standby, or without the right to see it, there is no lag. One that stands still measures no time, but what it
     * has to catch up with grows.
     */
    private static final String FELT = """
            SELECT CASE
                WHEN (SELECT max(replay_lag) FROM pg_catalog.pg_stat_replication) > interval '%1$d seconds'
                    THEN 'a standby is more than %1$d s behind'
                WHEN (SELECT max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))
                        FROM pg_catalog.pg_stat_replication) > %3$d::bigint * 1024 * 1024
                    THEN 'a standby is more than %3$d MiB behind'
                WHEN EXISTS (SELECT FROM pg_catalog.pg_locks WHERE NOT granted AND locktype = 'relation'
                        AND relation = to_regclass(%2$s) AND waitstart < clock_timestamp() - interval '1 second')
                    THEN 'others wait for a lock on the table'
                END
            """;

    private final WorkConnection connection;
    private final String query;
    private long next = System.nanoTime();

    ServerPressure(WorkConnection connection, Work work) {
        this.connection = connection;
        this.query = FELT.formatted(
                MOST_LAG_SECONDS, PostgresSql.literal(work.table().qualified()), MOST_LAG_MEBIBYTES);
    }

    @Override
    public Optional<String> felt() throws SQLException {
        if (System.nanoTime() - next < 0) {
            return Optional.empty();
        }
        Optional<String> felt = connection
                .query(query, row -> Optional.ofNullable(row.getString(1)))
                .get(0);
        next = System.nanoTime() + (felt.isEmpty() ? BETWEEN_LOOKS.toNanos() : 0);
        return felt;
    }
}
