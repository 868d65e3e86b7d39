package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.copy.CopyIn;

/**
 * The rows of a page as {@code COPY} takes them in binary: key, hash, vector, and what is the same in all of them.
 *
 * <p>The form of a vector is pgvector's: its dimension and a zero in two bytes each, then the numbers in four bytes each, the
 * highest byte first.
 *
 * @param form of the keys
 * @param constants fields at the end of every row
 */
record BinaryPage(EmbeddedPage page, KeyForm form, List<byte[]> constants) {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FIELDS = 3;
    private static final int HASH = 32;

    /** The server works on one part while the next is made. */
    private static final int PART = 64 * 1024;

    BinaryPage {
        constants = List.copyOf(constants);
    }

    void sendTo(CopyIn copy) throws SQLException {
        Parts parts = new Parts(copy);
        parts.room(SIGNATURE.length + 2 * Integer.BYTES)
                .put(SIGNATURE)
                .putInt(0)
                .putInt(0);
        for (int i = 0; i < page.rows().size(); i++) {
            byte[] key = form.bytes(page.rows().get(i).key());
            float[] vector = page.vectors().get(i);
            ByteBuffer row = parts.room(size(key, vector));
            row.putShort((short) (FIELDS + constants.size()));
            put(row, key);
            put(row, HexFormat.of().parseHex(page.rows().get(i).hash()));
            put(row, vector);
            constants.forEach(field -> put(row, field));
        }
        parts.room(Short.BYTES).putShort((short) -1);
        parts.send();
    }

    private static final class Parts {

        private final CopyIn copy;
        private byte[] bytes = new byte[PART];
        private ByteBuffer free = ByteBuffer.wrap(bytes);

        Parts(CopyIn copy) {
            this.copy = copy;
        }

        ByteBuffer room(int size) throws SQLException {
            if (free.remaining() < size) {
                send();
                bytes = size > PART ? new byte[size] : bytes;
                free = ByteBuffer.wrap(bytes);
            }
            return free;
        }

        void send() throws SQLException {
            copy.writeToCopy(bytes, 0, free.position());
        }
    }

    private int size(byte[] key, float[] vector) {
        int more = constants.stream()
                .mapToInt(field -> Integer.BYTES + field.length)
                .sum();
        return Short.BYTES + FIELDS * Integer.BYTES + key.length + HASH + size(vector) + more;
    }

    private static int size(float[] vector) {
        return 2 * Short.BYTES + Float.BYTES * vector.length;
    }

    private static void put(ByteBuffer row, byte[] field) {
        row.putInt(field.length).put(field);
    }

    private static void put(ByteBuffer row, float[] vector) {
        row.putInt(size(vector)).putShort((short) vector.length).putShort((short) 0);
        row.asFloatBuffer().put(vector);
        row.position(row.position() + Float.BYTES * vector.length);
    }
}
