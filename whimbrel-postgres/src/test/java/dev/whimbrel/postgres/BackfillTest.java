package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.testkit.model.LetterModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;

/** What tests of long work share: a table of chunks with texts. */
abstract class BackfillTest extends PostgresTest {

    static final int ROWS = 250;
    static final int DIMENSION = 26;

    @BeforeEach
    void writeTable() {
        project()
                .write(
                        "001_chunks.sql",
                        "CREATE EXTENSION IF NOT EXISTS vector;",
                        "CREATE TABLE chunks (id bigint PRIMARY KEY, content text, flag boolean);",
                        "INSERT INTO chunks SELECT i, 'text number ' || i FROM generate_series(1, " + ROWS + ") AS i;");
    }

    final void writeEmbedding(String file, String target, String model) {
        project()
                .write(
                        file,
                        "table: chunks",
                        "key: id",
                        "text: content",
                        target,
                        "model: " + model,
                        "index: { method: hnsw, distance: cosine }",
                        "batch: 20");
    }

    final List<BackfillReport> backfill() {
        return backfill(BackfillOptions.defaults());
    }

    final List<BackfillReport> backfill(BackfillOptions options) {
        return project().backfill(options);
    }

    final List<BackfillReport> backfill(BackfillOptions options, BackfillListener listener, BackfillStop stop) {
        return project().backfill(options, listener, stop);
    }

    /** Check that every row with a text has the vector of that text, and no other row has one. */
    final void assertCurrent(String relation, String column, int dimension) {
        List<String> rows = query("SELECT id, c.content, v." + column + "::text FROM chunks AS c FULL JOIN " + relation
                + " AS v USING (id) ORDER BY id");
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            String[] parts = row.split("\\|", -1);
            boolean isEmpty = parts[1].equals("null") || parts[1].isBlank();
            String expected = isEmpty ? "null" : text(LetterModel.vector(parts[1], dimension));
            if (!same(expected, parts[2])) {
                wrong.add(row);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String text(float[] vector) {
        StringBuilder text = new StringBuilder();
        for (float number : vector) {
            text.append(text.length() == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.5f", number));
        }
        return text.toString();
    }

    private static boolean same(String expected, String stored) {
        if (expected.equals("null") || stored.equals("null")) {
            return expected.equals(stored);
        }
        String[] numbers = stored.substring(1, stored.length() - 1).split(",", -1);
        float[] vector = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return text(vector).equals(expected);
    }
}
