package dev.whimbrel.postgres;

import dev.whimbrel.database.Backoff;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks what an earlier {@code CREATE INDEX CONCURRENTLY} left behind, before it runs again.
 *
 * <p>An index that is there, valid and as the statement wants it, is done: its build ended just before it was counted. An
 * invalid one is dropped: it is kept up to date by every write and used by no query, and {@code IF NOT EXISTS} would take
 * it for done. One that somebody is building right now is waited for.
 */
final class ConcurrentIndex {

    /** Whose progress a role may not see has no index there; then whoever holds the table as a build does counts. */
    private static final String FOUND = """
            SELECT c.oid, c.oid::regclass::text, i.indisvalid AND i.indisready AND i.indislive,
                EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS build
                    WHERE build.index_relid = c.oid
                      OR (build.index_relid IS NULL AND EXISTS (SELECT FROM pg_catalog.pg_locks AS held
                        WHERE held.pid = build.pid AND held.granted AND held.locktype = 'relation'
                          AND held.relation = i.indrelid AND held.mode = 'ShareUpdateExclusiveLock')))
            FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
            WHERE i.indrelid = to_regclass(?) AND c.relname = coalesce((parse_ident(?))[1]::name, c.relname)
              AND c.relkind = 'i'
            ORDER BY c.oid
            """;

    private final PostgresSession session;
    private final IndexDefinition wanted;
    private final Interruption interruption;

    private record Found(long oid, String name, boolean isValid, boolean isBeingBuilt) {}

    ConcurrentIndex(PostgresSession session, IndexDefinition wanted, Interruption interruption) {
        this.session = session;
        this.wanted = wanted;
        this.interruption = interruption;
    }

    /** Clear away what is in the way of the build. {@return whether there is nothing left to build} */
    boolean isDone() throws SQLException {
        for (Found index : awaitBuilds()) {
            if (index.isValid() ? isOurs(index) : isLeftover(index)) {
                if (index.isValid()) {
                    return true;
                }
                session.execute("DROP INDEX CONCURRENTLY " + index.name());
            }
        }
        return false;
    }

    private List<Found> awaitBuilds() throws SQLException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        List<Found> found = find();
        while (wanted.name().isPresent() && found.stream().anyMatch(Found::isBeingBuilt)) {
            backoff.pause();
            found = find();
        }
        return found;
    }

    private List<Found> find() throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(FOUND)) {
            query.setString(1, wanted.table());
            query.setString(2, wanted.name().orElse(null));
            try (ResultSet rows = query.executeQuery()) {
                List<Found> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Found(rows.getLong(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
                }
                return found;
            }
        }
    }

    /** An index whose name the server chose is known by its definition alone, and there may be others like it. */
    private boolean isOurs(Found index) throws SQLException {
        boolean isNew = interruption.isFollowedBy(session, "pg_class", "oid = " + index.oid());
        if (wanted.name().isEmpty() && !isNew) {
            return false;
        }
        Optional<Boolean> isSame = new IndexComparison(session, wanted).isSame(index.oid());
        return isSame.orElse(isNew);
    }

    private boolean isLeftover(Found index) throws SQLException {
        return wanted.name().isPresent()
                || (!index.isBeingBuilt()
                        && new IndexComparison(session, wanted)
                                .isSame(index.oid())
                                .orElse(false));
    }
}
