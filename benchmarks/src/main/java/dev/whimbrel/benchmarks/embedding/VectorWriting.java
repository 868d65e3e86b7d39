package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.benchmarks.embedding.Comparison.Demand;
import dev.whimbrel.testkit.model.LetterModel;
import dev.whimbrel.testkit.server.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/** Writes vectors of 768 numbers, as Whimbrel does it and as others do. */
record VectorWriting(PostgresServer server, Path work, Amounts amounts) {

    private static final int DIMENSION = 768;
    private static final int COMMIT = 100;
    private static final String UPDATES = "UPDATE row by row, commit per 100";
    private static final String COPY = "bare COPY, binary";
    private static final String OURS = "Whimbrel, pages of 100";

    Comparison compare() {
        Medians medians = new Medians();
        List<float[]> vectors = vectors();
        for (int round = 0; round < amounts.rounds(); round++) {
            medians.add(UPDATES, amounts.rows() / updates(vectors));
            medians.add(COPY, amounts.rows() / copy(vectors));
            medians.add(OURS, amounts.rows() / pages(COMMIT));
            medians.add("Whimbrel, pages of 1000", amounts.rows() / pages(1000));
            medians.add("Whimbrel, the whole backfill, pages of 1000", amounts.rows() / backfill(1000));
        }
        return new Comparison(
                "Write %,d vectors of %d numbers".formatted(amounts.rows(), DIMENSION),
                "Without an index. Whimbrel copies a page into a temporary table, writes from there into a side table what is"
                        + " still of its row's text, ends its claim and counts, and commits. The whole backfill claims and"
                        + " reads pages besides, lets a model of next to no cost embed them, and measures the result. The"
                        + " others write vectors that are at hand, the first as text, as most programs do. Vectors are"
                        + " counted afterwards; medians of " + amounts.rounds() + ".",
                "rows/s",
                medians.lines(),
                List.of(new Demand(OURS, UPDATES, 4), new Demand(OURS, COPY, 0.6)));
    }

    private List<float[]> vectors() {
        try (Chunks chunks = Chunks.of(server, work, amounts.rows())) {
            return chunks.database().query("SELECT content FROM chunks ORDER BY id").stream()
                    .map(row -> LetterModel.vector(String.valueOf(row.get(0)), DIMENSION))
                    .toList();
        }
    }

    private double backfill(int batch) {
        try (Chunks chunks = Chunks.of(server, work, amounts.rows())) {
            chunks.begin(DIMENSION, batch);
            return chunks.backfill(BackfillListener.NONE);
        }
    }

    /** {@return how long a worker takes to write its pages, and to end its claims} */
    private double pages(int batch) {
        try (Chunks chunks = Chunks.of(server, work, amounts.rows())) {
            chunks.begin(DIMENSION, batch);
            double seconds = chunks.write(DIMENSION);
            chunks.requireRows("vectors");
            return seconds;
        }
    }

    private double updates(List<float[]> vectors) {
        try (Chunks chunks = Chunks.of(server, work, amounts.rows());
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

    private double copy(List<float[]> vectors) {
        try (Chunks chunks = Chunks.of(server, work, amounts.rows());
                Connection connection = chunks.database().connect()) {
            chunks.database()
                    .execute("CREATE TABLE bare (id bigint PRIMARY KEY, embedding vector(" + DIMENSION + ") NOT NULL)");
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY bare FROM STDIN (FORMAT binary)", new ByteArrayInputStream(encoded(vectors)));
            double seconds = (System.nanoTime() - start) / 1e9;
            chunks.requireRows("bare");
            return seconds;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(List<float[]> vectors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0});
        out.writeLong(0);
        for (int i = 0; i < vectors.size(); i++) {
            out.writeShort(2);
            out.writeInt(Long.BYTES);
            out.writeLong(i + 1L);
            out.writeInt(2 * Short.BYTES + DIMENSION * Float.BYTES);
            out.writeShort(DIMENSION);
            out.writeShort(0);
            for (float number : vectors.get(i)) {
                out.writeFloat(number);
            }
        }
        out.writeShort(-1);
        return bytes.toByteArray();
    }
}
