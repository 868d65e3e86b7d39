package dev.whimbrel.sqlite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Vectors as SQLite stores them and sqlite-vec reads them: four bytes a number, the lowest byte first. */
public final class VectorBlob {

    private VectorBlob() {}

    /** {@return the bytes of a vector} */
    public static byte[] of(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /**
     * {@return the vector of these bytes}
     *
     * @throws IllegalArgumentException if their number is not a multiple of four
     */
    public static float[] read(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are no vector of numbers in four bytes each");
        }
        FloatBuffer numbers =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] vector = new float[numbers.remaining()];
        numbers.get(vector);
        return vector;
    }
}
