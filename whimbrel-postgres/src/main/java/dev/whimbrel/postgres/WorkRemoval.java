package dev.whimbrel.postgres;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.postgres.Work.Vectors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Takes away what long work has made: triggers, notes of changes, and its column or table. What a plain backfill has changed in
 * the rows stays. Runs in the caller's transaction.
 */
final class WorkRemoval {

    private final PostgresSession session;
    private final WorkTables tables;

    WorkRemoval(PostgresSession session, WorkTables tables) {
        this.session = session;
        this.tables = tables;
    }

    /** Take all of it away, and forget the work; readers are pointed at the vectors that came before. */
    void revert(Migration migration) throws SQLException {
        Optional<Work> found = find(WorkExpansion.version(migration));
        if (found.isEmpty()) {
            return;
        }
        Work work = found.get();
        if (work.isActive()) {
            session.execute(
                    "UPDATE " + tables.work() + " SET active = true, activated_at = clock_timestamp() WHERE id ="
                            + " (SELECT id FROM " + tables.work() + " WHERE name = " + PostgresSql.literal(work.name())
                            + " AND state = 'READY' AND id <> " + work.id()
                            + " ORDER BY activated_at DESC NULLS LAST, id DESC LIMIT 1)");
        }
        if (work.vectors().isPresent()) {
            drop(work);
        }
        session.execute("DELETE FROM " + tables.work() + " WHERE id = " + work.id());
    }

    /** Take away what it made, and keep the entry that it was there. */
    void contract(Work work) throws SQLException {
        drop(work);
        session.execute(
                "UPDATE " + tables.work() + " SET state = 'CONTRACTED', active = false WHERE id = " + work.id());
    }

    private void drop(Work work) throws SQLException {
        Vectors vectors = work.requireVectors();
        session.execute("SET LOCAL client_min_messages = 'warning'; " + CaptureTriggers.drop(work, tables));
        if (!work.isInPlace()) {
            session.execute("DROP TABLE IF EXISTS " + vectors.relation());
            return;
        }
        String alter = "ALTER TABLE IF EXISTS " + vectors.relation() + " DROP COLUMN IF EXISTS ";
        session.execute(alter + vectors.hashColumn());
        if (vectors.ownsColumn()) {
            session.execute(alter + vectors.vectorColumn());
        }
    }

    private Optional<Work> find(String version) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet exists = statement.executeQuery(tables.exist())) {
            exists.next();
            if (!exists.getBoolean(1)) {
                return Optional.empty();
            }
        }
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(Work.query(tables) + " WHERE w.version = "
                        + PostgresSql.literal(version) + " FOR UPDATE OF w")) {
            return row.next() ? Optional.of(Work.read(row)) : Optional.empty();
        }
    }
}
