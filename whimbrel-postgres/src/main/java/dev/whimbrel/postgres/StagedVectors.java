package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.database.sql.work.VectorSink;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRows;
import java.sql.SQLException;

/**
 * Writes vectors from a temporary table to where they belong. A vector is written only if it is of the text that the row has
 * at that moment: the row is locked, looked at, and compared by hash.
 */
final class StagedVectors implements VectorSink {

    private final PostgresWorkConnection connection;
    private final String write;

    private StagedVectors(PostgresWorkConnection connection, String write) {
        this.connection = connection;
        this.write = write;
    }

    static VectorSink on(PostgresWorkConnection connection, PostgresDialect dialect, Work work) throws SQLException {
        if (work.vectors().isEmpty()) {
            return VectorSink.NONE;
        }
        connection.execute(VectorStage.create(work.requireVectors()));
        WorkRows rows = new WorkRows(work.table(), dialect);
        return work.isInPlace()
                ? new StagedVectors(connection, inPlace(work, rows))
                : NewVectors.pastStage(connection, dialect, work, new StagedVectors(connection, beside(work, rows)));
    }

    @Override
    public long write(EmbeddedPage page) throws SQLException {
        VectorStage.fill(connection, page);
        return connection.execute(write);
    }

    private static String beside(Work work, WorkRows rows) {
        Vectors vectors = work.requireVectors();
        // Locked in the order of their keys before the vectors join them: sorting those as well would cost more than
        // that.
        return "WITH src AS (SELECT src.k, src.h FROM " + rows.query(VectorStage.holds(work.table()))
                + " AS src ORDER BY src.k FOR SHARE OF src) INSERT INTO " + vectors.relation() + " AS v ("
                + vectors.keyColumn() + ", " + vectors.vectorColumn() + ", " + vectors.hashColumn()
                + ", profile_id, embedded_at) SELECT src.k, st.whimbrel_vector::" + VectorTypes.stored(vectors)
                + ", src.h, " + vectors.profile() + ", clock_timestamp() FROM " + VectorStage.TABLE
                + " AS st JOIN src ON src.k = st.whimbrel_key::" + work.table().keyType()
                + " AND src.h = st.whimbrel_hash ON CONFLICT (" + vectors.keyColumn() + ") DO UPDATE SET "
                + vectors.vectorColumn() + " = EXCLUDED." + vectors.vectorColumn() + ", " + vectors.hashColumn()
                + " = EXCLUDED." + vectors.hashColumn()
                + ", profile_id = EXCLUDED.profile_id, embedded_at = EXCLUDED.embedded_at WHERE v."
                + vectors.hashColumn() + " IS DISTINCT FROM EXCLUDED." + vectors.hashColumn();
    }

    private static String inPlace(Work work, WorkRows rows) {
        Vectors vectors = work.requireVectors();
        WorkTable table = work.table();
        return "UPDATE " + table.aliased() + " SET " + vectors.vectorColumn() + " = st.whimbrel_vector::"
                + VectorTypes.stored(vectors)
                + ", " + vectors.hashColumn() + " = st.whimbrel_hash FROM " + VectorStage.TABLE + " AS st WHERE "
                + table.keyColumn() + " = st.whimbrel_key::" + table.keyType() + " AND "
                + VectorStage.holds(table) + " AND " + table.takesPart() + " AND "
                + rows.dialect().hash(rows.text()) + " = st.whimbrel_hash AND "
                + PostgresSql.identifier(table.name()) + "." + vectors.hashColumn()
                + " IS DISTINCT FROM st.whimbrel_hash";
    }
}
