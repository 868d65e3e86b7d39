package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.database.sql.work.Quoted;
import dev.whimbrel.database.sql.work.VectorSink;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes vectors from a temporary table to where they belong. Nobody else writes meanwhile, so a vector is of its row's
 * present text if the hashes are equal when they are compared.
 */
final class StagedVectors implements VectorSink {

    private static final String STAGE = "temp.whimbrel_stage";

    private final SqliteWorkConnection connection;
    /** The last of them writes the vectors. */
    private final List<String> commands;

    private StagedVectors(SqliteWorkConnection connection, List<String> commands) {
        this.connection = connection;
        this.commands = commands;
    }

    static VectorSink on(SqliteWorkConnection connection, Work work) throws SQLException {
        if (work.vectors().isEmpty()) {
            return VectorSink.NONE;
        }
        String type = work.table().keyType();
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS whimbrel_stage (whimbrel_key "
                + (type.equals("INTEGER") ? "INT" : type) + ", whimbrel_hash BLOB, whimbrel_vector BLOB)");
        WorkRows rows = new WorkRows(work.table(), SqliteDialect.SQLITE);
        return new StagedVectors(connection, work.isInPlace() ? inPlace(work, rows) : beside(work, rows));
    }

    @Override
    public long write(EmbeddedPage page) throws SQLException {
        connection.execute("DELETE FROM " + STAGE);
        fill(page);
        long written = 0;
        for (String command : commands) {
            written = connection.execute(command);
        }
        return written;
    }

    private void fill(EmbeddedPage page) throws SQLException {
        try (PreparedStatement insert =
                connection.connection().prepareStatement("INSERT INTO " + STAGE + " VALUES (?, ?, ?)")) {
            for (int i = 0; i < page.rows().size(); i++) {
                Row row = page.rows().get(i);
                insert.setString(1, row.key());
                insert.setBytes(2, HexFormat.of().parseHex(row.hash()));
                insert.setBytes(3, VectorBlob.of(page.vectors().get(i)));
                insert.executeUpdate();
            }
        }
    }

    private static List<String> inPlace(Work work, WorkRows rows) {
        Vectors vectors = work.requireVectors();
        WorkTable table = work.table();
        return List.of("UPDATE " + table.aliased() + " SET " + vectors.vectorColumn() + " = st.whimbrel_vector, "
                + vectors.hashColumn() + " = st.whimbrel_hash FROM " + STAGE + " AS st WHERE " + table.keyColumn()
                + " = st.whimbrel_key AND " + table.takesPart() + " AND "
                + rows.dialect().hash(rows.text()) + " = st.whimbrel_hash AND "
                + Quoted.identifier(table.name()) + "." + vectors.hashColumn() + " IS NOT st.whimbrel_hash");
    }

    /** A virtual table knows no upsert; so what is to be written is deleted and inserted. */
    private static List<String> beside(Work work, WorkRows rows) {
        Vectors vectors = work.requireVectors();
        String isStaged = " AND %s = " + STAGE.substring(STAGE.indexOf('.') + 1) + ".whimbrel_hash)";
        String key = " = whimbrel_stage.whimbrel_key";
        return List.of(
                "DELETE FROM " + STAGE + " WHERE NOT EXISTS (SELECT 1 FROM " + rows.all() + " AS src WHERE src.k" + key
                        + isStaged.formatted("src.h"),
                "DELETE FROM " + STAGE + " WHERE EXISTS (SELECT 1 FROM " + vectors.relation() + " AS v WHERE v."
                        + vectors.keyColumn() + key + isStaged.formatted("v." + vectors.hashColumn()),
                "DELETE FROM " + vectors.relation() + " WHERE " + vectors.keyColumn() + " IN (SELECT whimbrel_key FROM "
                        + STAGE + ")",
                "INSERT INTO " + vectors.relation() + " (" + vectors.keyColumn() + ", " + vectors.vectorColumn() + ", "
                        + vectors.hashColumn() + ", profile_id, embedded_at) SELECT whimbrel_key, whimbrel_vector,"
                        + " whimbrel_hash, " + vectors.profile() + ", " + SqliteDialect.SQLITE.now() + " FROM " + STAGE
                        + " ORDER BY whimbrel_key");
    }
}
