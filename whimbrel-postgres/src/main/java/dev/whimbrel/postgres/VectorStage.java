package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import java.sql.SQLException;
import java.util.List;

/**
 * A temporary table into which the vectors of a page are copied, to be written from there. What is stored in two bytes a number
 * is converted by the server.
 */
final class VectorStage {

    static final String TABLE = "pg_temp.whimbrel_stage";

    private VectorStage() {}

    /** Vectors stay within their rows, where a table would put most of them aside: they are read once, and at once. */
    static String create(Vectors vectors) {
        return "CREATE TEMP TABLE IF NOT EXISTS whimbrel_stage (whimbrel_key text, whimbrel_hash bytea, whimbrel_vector "
                + VectorTypes.sent(vectors) + ") WITH (toast_tuple_target = 8160) ON COMMIT DELETE ROWS";
    }

    /** {@return the condition that a row is staged} It makes the server look for these rows alone, by their key. */
    static String holds(WorkTable table) {
        return table.keyColumn() + " = ANY (ARRAY(SELECT whimbrel_key::" + table.keyType() + " FROM " + TABLE + "))";
    }

    static void fill(PostgresWorkConnection connection, EmbeddedPage page) throws SQLException {
        connection.copy(TABLE, new BinaryPage(page, KeyForm.TEXT, List.of()));
    }
}
