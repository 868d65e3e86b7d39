package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.benchmarks.embedding.Comparison.Demand;
import dev.whimbrel.testkit.server.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Writes vectors of 768 numbers, as Whimbrel does it and as others do. */
record VectorWriting(PostgresServer server, Path work, Amounts amounts) {

    private static final int DIMENSION = 768;
    private static final int COMMIT = 100;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final String UPDATES = "UPDATE row by row, commit per 100";
    private static final String COPY = "bare COPY, binary";
    private static final String OURS = "Whimbrel, pages of 100";
    private static final String OURS_LARGE = "Whimbrel, pages of 1000";

    /** So many vectors before anything is measured. */
    private static final int WARM_UP = 5000;

    /** A way to write the first vectors into a new table; it tells how long that took. */
    private record Way(String name, ToDoubleFunction<List<float[]>> seconds) {}

    Comparison compare() {
        List<Way> ways = List.of(
                new Way(UPDATES, this::updates),
                new Way(COPY, vectors -> copy(vectors, vectors.size())),
                new Way("bare COPY, binary, commit per 100", vectors -> copy(vectors, COMMIT)),
                new Way(OURS, vectors -> pages(vectors, COMMIT)),
                new Way(OURS_LARGE, vectors -> pages(vectors, 1000)),
                new Way("Whimbrel, the whole backfill, pages of 1000", vectors -> backfill(vectors.size(), 1000)));
        List<float[]> vectors = vectors();
        List<float[]> first = vectors.subList(0, Math.min(WARM_UP, vectors.size()));
        ways.forEach(way -> measure(way, first, new Medians()));
        Medians medians = new Medians();
        // In the order of the table.
        ways.forEach(way -> measure(way, vectors, medians));
        List<Way> turns = new ArrayList<>(ways);
        for (int round = 1; round < amounts.rounds(); round++) {
            Collections.rotate(turns, 1);
            turns.forEach(way -> measure(way, vectors, medians));
        }
        return comparison(medians);
    }

    private static void measure(Way way, List<float[]> vectors, Medians medians) {
        medians.add(way.name(), vectors.size() / way.seconds().applyAsDouble(vectors));
    }

    private Comparison comparison(Medians medians) {
        return new Comparison(
                "Write %,d vectors of %d numbers".formatted(amounts.rows(), DIMENSION),
                "Without an index; random vectors of length 1, on a server that waits for no disk. Whimbrel locks the rows"
                        + " of a page, hashes their texts and looks whether they have vectors; it copies those that are"
                        + " still of their rows' texts into a side table with a foreign key, together with the hash, ends"
                        + " its claim and counts, and commits. The whole backfill claims and reads pages besides, lets a model of next to"
                        + " no cost embed them, and measures the result. The others write vectors that are at hand and look"
                        + " at nothing: UPDATE by one prepared statement with the vector as text, as most programs do;"
                        + " COPY into an empty table of key and vector, all rows in one command and one transaction unless"
                        + " it says otherwise. So bare COPY is not the same job, but the least that any way of writing"
                        + " takes. All are warm; they take turns, and each round begins with another. Vectors are counted"
                        + " afterwards; medians of " + amounts.rounds() + ".",
                "rows/s",
                medians.lines(),
                List.of(new Demand(OURS, UPDATES, 4), new Demand(OURS, COPY, 0.6), new Demand(OURS_LARGE, COPY, 0.6)));
    }

    /** Numbers in all places, as models make them. */
    private List<float[]> vectors() {
        Random random = new Random(20_260_115);
        return Stream.generate(() -> vector(random)).limit(amounts.rows()).toList();
    }

    private static float[] vector(Random random) {
        float[] vector = new float[DIMENSION];
        double square = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private double backfill(int rows, int batch) {
        try (Chunks chunks = Chunks.of(server, work, rows)) {
            chunks.begin(DIMENSION, batch);
            return chunks.backfill(BackfillListener.NONE);
        }
    }

    /** {@return how long a worker takes to write its pages, and to end its claims} */
    private double pages(List<float[]> vectors, int batch) {
        try (Chunks chunks = Chunks.of(server, work, vectors.size())) {
            chunks.begin(DIMENSION, batch);
            double seconds = chunks.write(vectors);
            chunks.requireRows("vectors");
            return seconds;
        }
    }

    private double updates(List<float[]> vectors) {
        try (Chunks chunks = Chunks.of(server, work, vectors.size());
                Connection connection = chunks.database().connect()) {
            chunks.database().execute("ALTER TABLE chunks ADD COLUMN embedding vector(" + DIMENSION + ")");
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE chunks SET embedding = ?::vector WHERE id = ?")) {
                for (int i = 0; i < vectors.size(); i++) {
                    update.setString(1, Arrays.toString(vectors.get(i)));
                    update.setLong(2, i + 1L);
                    update.executeUpdate();
                    if ((i + 1) % COMMIT == 0) {
                        connection.commit();
                    }
                }
            }
            connection.commit();
            double seconds = (System.nanoTime() - start) / 1e9;
            chunks.requireRows("chunks");
            return seconds;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double copy(List<float[]> vectors, int commit) {
        try (Chunks chunks = Chunks.of(server, work, vectors.size());
                Connection connection = chunks.database().connect()) {
            chunks.database()
                    .execute("CREATE TABLE bare (id bigint PRIMARY KEY, embedding vector(" + DIMENSION + ") NOT NULL)");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            long start = System.nanoTime();
            for (int from = 0; from < vectors.size(); from += commit) {
                byte[] rows = encoded(vectors, from, Math.min(vectors.size(), from + commit));
                copy.copyIn("COPY bare FROM STDIN (FORMAT binary)", new ByteArrayInputStream(rows));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            chunks.requireRows("bare");
            return seconds;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(List<float[]> vectors, int from, int to) {
        int field = 2 * Short.BYTES + DIMENSION * Float.BYTES;
        int row = Short.BYTES + 2 * Integer.BYTES + Long.BYTES + field;
        ByteBuffer bytes = ByteBuffer.allocate(SIGNATURE.length + Long.BYTES + (to - from) * row + Short.BYTES);
        bytes.put(SIGNATURE).putLong(0);
        for (int i = from; i < to; i++) {
            bytes.putShort((short) 2).putInt(Long.BYTES).putLong(i + 1L);
            bytes.putInt(field).putShort((short) DIMENSION).putShort((short) 0);
            bytes.asFloatBuffer().put(vectors.get(i));
            bytes.position(bytes.position() + DIMENSION * Float.BYTES);
        }
        return bytes.putShort((short) -1).array();
    }
}
