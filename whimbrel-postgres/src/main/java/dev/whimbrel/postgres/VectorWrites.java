package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Row;
import dev.whimbrel.postgres.Work.Vectors;
import dev.whimbrel.postgres.Work.WorkTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The commands that put vectors where they belong, or take them away. A vector is written only if it is of the text that the
 * row has at that moment: the row is locked, looked at, and compared by hash. What has changed meanwhile is left as it is.
 */
final class VectorWrites {

    private VectorWrites() {}

    static String fromStage(Work work) {
        return work.isInPlace() ? inPlace(work) : beside(work);
    }

    private static String beside(Work work) {
        Vectors vectors = work.requireVectors();
        WorkTable table = work.table();
        return "INSERT INTO " + vectors.relation() + " AS v (" + vectors.keyColumn() + ", " + vectors.vectorColumn()
                + ", "
                + vectors.hashColumn() + ", profile_id, embedded_at) SELECT src.k, st.whimbrel_vector::"
                + vectors.type() + ", st.whimbrel_hash, " + vectors.profile() + ", clock_timestamp() FROM "
                + VectorStage.TABLE + " AS st JOIN " + table.rows("true") + " AS src ON src.k = st.whimbrel_key::"
                + table.keyType() + " WHERE src.h = st.whimbrel_hash ORDER BY src.k FOR SHARE OF src ON CONFLICT ("
                + vectors.keyColumn() + ") DO UPDATE SET " + vectors.vectorColumn() + " = EXCLUDED."
                + vectors.vectorColumn() + ", " + vectors.hashColumn() + " = EXCLUDED." + vectors.hashColumn()
                + ", profile_id = EXCLUDED.profile_id, embedded_at = EXCLUDED.embedded_at WHERE v."
                + vectors.hashColumn() + " IS DISTINCT FROM EXCLUDED." + vectors.hashColumn();
    }

    private static String inPlace(Work work) {
        Vectors vectors = work.requireVectors();
        WorkTable table = work.table();
        return "UPDATE " + table.aliased() + " SET " + vectors.vectorColumn() + " = st.whimbrel_vector::"
                + vectors.type()
                + ", " + vectors.hashColumn() + " = st.whimbrel_hash FROM " + VectorStage.TABLE + " AS st WHERE "
                + table.keyColumn() + " = st.whimbrel_key::" + table.keyType() + " AND " + table.takesPart()
                + " AND sha256(convert_to(" + table.textOfRow() + ", 'UTF8')) = st.whimbrel_hash AND "
                + PostgresSql.identifier(table.name()) + "." + vectors.hashColumn()
                + " IS DISTINCT FROM st.whimbrel_hash";
    }

    /**
     * {@return the command that removes vectors of rows that have no text or take no part any more}
     *
     * @param keys of the rows looked at, in SQL
     */
    static String removeStale(Work work, String keys) {
        return removal(work, "IN (" + keys + ")");
    }

    /** {@return the same for all rows} */
    static String removeStale(Work work) {
        return removal(work, "IS NOT NULL");
    }

    private static String removal(Work work, String which) {
        Vectors vectors = work.requireVectors();
        String orphaned = " NOT EXISTS (SELECT FROM " + work.table().rows("true")
                + " AS src WHERE NOT src.is_empty AND src.k = v." + vectors.keyColumn() + ")";
        String rows = " WHERE v." + vectors.keyColumn() + " " + which + " AND";
        return work.isInPlace()
                ? "UPDATE " + vectors.relation() + " AS v SET " + vectors.vectorColumn() + " = NULL, "
                        + vectors.hashColumn() + " = NULL" + rows + " v." + vectors.hashColumn() + " IS NOT NULL AND"
                        + orphaned
                : "DELETE FROM " + vectors.relation() + " AS v" + rows + orphaned;
    }

    /** {@return the command that strikes off changes that are done, unless the row has changed again} */
    static String strikeOff(WorkTables tables, Work work, List<Row> rows) {
        String done = rows.stream()
                .map(row -> "(" + PostgresSql.literal(row.key()) + ", " + row.ticket() + ")")
                .collect(Collectors.joining(", "));
        return "DELETE FROM " + tables.queue() + " WHERE work_id = " + work.id() + " AND (key, seq) IN (" + done + ")";
    }
}
