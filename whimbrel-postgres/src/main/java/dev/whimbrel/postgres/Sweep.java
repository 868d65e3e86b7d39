package dev.whimbrel.postgres;

import dev.whimbrel.postgres.Work.Vectors;
import java.sql.SQLException;

/**
 * Finds rows whose vector is not of their present text and of which no trigger told, as after a restore that bypasses
 * triggers, and asks for them; and removes vectors whose row has no text any more.
 *
 * @param missing the rows found, as a query of keys
 */
record Sweep(Work work, WorkTables tables, String missing) {

    static Sweep of(Work work, WorkTables tables) {
        Vectors vectors = work.requireVectors();
        String missing = "SELECT src.k::text AS key, v." + vectors.hashColumn() + " IS NULL AS is_missing FROM "
                + work.table().rows("true") + " AS src LEFT JOIN " + vectors.relation() + " AS v ON v."
                + vectors.keyColumn() + " = src.k WHERE NOT src.is_empty AND v." + vectors.hashColumn()
                + " IS DISTINCT FROM src.h AND NOT EXISTS (SELECT FROM " + tables.deadLetter()
                + " AS d WHERE d.work_id = " + work.id() + " AND d.key = src.k::text AND d.source_hash = src.h)"
                + " AND NOT EXISTS (SELECT FROM " + tables.queue() + " AS q WHERE q.work_id = " + work.id()
                + " AND q.key = src.k::text)";
        return new Sweep(work, tables, missing);
    }

    /** {@return how many rows were found} */
    long run(WorkConnection connection) throws SQLException {
        connection.transaction(() -> connection.execute(VectorWrites.removeStale(work)));
        return connection.transaction(() -> connection.execute("INSERT INTO " + tables.queue()
                + " (work_id, key, seq) SELECT " + work.id() + ", found.key, nextval("
                + PostgresSql.literal(tables.change()) + ") FROM (" + missing
                + ") AS found ON CONFLICT (work_id, key) DO NOTHING"));
    }
}
