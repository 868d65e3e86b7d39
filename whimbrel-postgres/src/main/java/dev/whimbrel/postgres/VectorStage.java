package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.database.sql.work.Work.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A temporary table into which the vectors of a page are copied in the server's binary form, to be written from there.
 *
 * <p>The form of a vector is pgvector's: its dimension and a zero in two bytes each, then the numbers in four bytes each, the
 * highest byte first. What is stored in two bytes a number is converted by the server.
 */
final class VectorStage {

    static final String TABLE = "pg_temp.whimbrel_stage";

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int COLUMNS = 3;

    private VectorStage() {}

    static String create(Vectors vectors) {
        return "CREATE TEMP TABLE IF NOT EXISTS whimbrel_stage (whimbrel_key text, whimbrel_hash bytea, whimbrel_vector "
                + VectorTypes.sent(vectors) + ") ON COMMIT DELETE ROWS";
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

    static byte[] encoded(EmbeddedPage page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
        for (int i = 0; i < page.rows().size(); i++) {
            Row row = page.rows().get(i);
            out.writeShort(COLUMNS);
            write(out, row.key().getBytes(StandardCharsets.UTF_8));
            write(out, HexFormat.of().parseHex(row.hash()));
            write(out, page.vectors().get(i));
        }
        out.writeShort(-1);
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    private static void write(DataOutputStream out, float[] vector) throws IOException {
        out.writeInt(Short.BYTES * 2 + Float.BYTES * vector.length);
        out.writeShort(vector.length);
        out.writeShort(0);
        for (float number : vector) {
            out.writeFloat(number);
        }
    }
}
