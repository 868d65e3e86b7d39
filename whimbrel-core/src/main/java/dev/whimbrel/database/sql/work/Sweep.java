package dev.whimbrel.database.sql.work;

import dev.whimbrel.database.sql.work.Work.Vectors;
import java.sql.SQLException;

/**
 * Finds rows whose vector is not of their present text and of which no trigger told, as after a restore that bypasses
 * triggers, and asks for them; and removes vectors whose row has no text any more.
 *
 * @param missing the rows found, as a query of keys
 */
record Sweep(Work work, WorkDialect dialect, String missing) {

    static Sweep of(Work work, WorkDialect dialect) {
        Vectors vectors = work.requireVectors();
        WorkTables tables = dialect.tables();
        String key = dialect.text("src.k");
        String missing = "SELECT " + key + " AS key, v." + vectors.hashColumn() + " IS NULL AS is_missing FROM "
                + WorkRows.of(work, dialect).all() + " AS src LEFT JOIN " + vectors.relation() + " AS v ON v."
                + vectors.keyColumn() + " = src.k WHERE NOT src.is_empty AND v." + vectors.hashColumn()
                + " IS DISTINCT FROM src.h AND NOT EXISTS (SELECT 1 FROM " + tables.deadLetter()
                + " AS d WHERE d.work_id = " + work.id() + " AND d.key = " + key + " AND d.source_hash = src.h)"
                + " AND NOT EXISTS (SELECT 1 FROM " + tables.queue() + " AS q WHERE q.work_id = " + work.id()
                + " AND q.key = " + key + ")";
        return new Sweep(work, dialect, missing);
    }

    /** {@return how many rows were found} */
    long run(WorkConnection connection) throws SQLException {
        connection.transaction(() -> connection.execute(new StaleVectors(work, dialect).removal("IS NOT NULL")));
        return connection.transaction(() -> connection.execute(dialect.note(work, missing)));
    }
}
