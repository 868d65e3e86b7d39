package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * A temporary table into which the vectors of a page are copied in the server's binary form, to be written from there.
 *
 * <p>The form of a vector is pgvector's: its dimension and a zero in two bytes each, then the numbers in four bytes each, the
 * highest byte first. What is stored in two bytes a number is converted by the server.
 */
final class VectorStage {

    static final String TABLE = "pg_temp.whimbrel_stage";

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final short COLUMNS = 3;
    private static final int HASH = 32;

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
        try {
            connection
                    .copy()
                    .copyIn("COPY " + TABLE + " FROM STDIN (FORMAT binary)", new ByteArrayInputStream(encoded(page)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    static byte[] encoded(EmbeddedPage page) {
        List<byte[]> keys = page.rows().stream()
                .map(row -> row.key().getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = SIGNATURE.length + 2 * Integer.BYTES + Short.BYTES;
        for (int i = 0; i < keys.size(); i++) {
            size += Short.BYTES
                    + COLUMNS * Integer.BYTES
                    + keys.get(i).length
                    + HASH
                    + size(page.vectors().get(i));
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(SIGNATURE).putInt(0).putInt(0);
        for (int i = 0; i < keys.size(); i++) {
            bytes.putShort(COLUMNS);
            put(bytes, keys.get(i));
            put(bytes, HexFormat.of().parseHex(page.rows().get(i).hash()));
            put(bytes, page.vectors().get(i));
        }
        return bytes.putShort((short) -1).array();
    }

    private static int size(float[] vector) {
        return 2 * Short.BYTES + Float.BYTES * vector.length;
    }

    private static void put(ByteBuffer bytes, byte[] field) {
        bytes.putInt(field.length).put(field);
    }

    private static void put(ByteBuffer bytes, float[] vector) {
        bytes.putInt(size(vector)).putShort((short) vector.length).putShort((short) 0);
        bytes.asFloatBuffer().put(vector);
        bytes.position(bytes.position() + Float.BYTES * vector.length);
    }
}
