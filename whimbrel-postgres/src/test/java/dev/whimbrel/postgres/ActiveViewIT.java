package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.model.LetterModel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The view through which plain SQL searches, whatever model is in use. */
class ActiveViewIT extends BackfillTest {

    private static final String SEARCH =
            "SELECT id FROM chunks_now WHERE model = ? ORDER BY embedding <=> ?::vector LIMIT 1";

    private void write(String file, String target, String model, String... more) {
        writeEmbedding(file, target + "\n" + String.join("\n", more), model);
    }

    private void begin(String target) {
        write("002_embed.embedding.yaml", target, "letters-26", "view: chunks_now");
        project().migrate();
        backfill();
    }

    private void change(String target) {
        begin(target);
        write("003_again.embedding.yaml", target, "letters-52");
        project().migrate();
        backfill();
    }

    private String shown() {
        return String.join(
                " ",
                query("SELECT DISTINCT model || '/' || dimension || '/' || vector_dims(embedding) FROM chunks_now"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"column: embedding", "into: vectors"})
    void showsWhatIsInUse(String target) {
        change(target);
        assertThat(shown()).isEqualTo("letters-26/26/26");
        assertThat(query("SELECT count(*), count(DISTINCT profile) FROM chunks_now"))
                .containsExactly(ROWS + "|1");
        assertThat(project().switchTo("003")).isEmpty();
        assertThat(shown()).isEqualTo("letters-52/52/52");
        database()
                .execute("ALTER ROLE CURRENT_USER IN DATABASE "
                        + database().database().name() + " SET enable_seqscan = off");
        assertThat(query("EXPLAIN (COSTS off) SELECT id FROM chunks_now WHERE model ="
                        + " 'letters-52' ORDER BY embedding <=> (SELECT embedding FROM chunks_now LIMIT 1) LIMIT 3"))
                .anyMatch(line ->
                        line.contains("Index Scan using " + (target.startsWith("into") ? "vectors_v003" : "chunks")));
        project().down(DownOptions.last(1));
        assertThat(shown()).isEqualTo("letters-26/26/26");
        project().down(DownOptions.last(1));
        assertThat(query("SELECT to_regclass('chunks_now') IS NULL")).containsExactly("t");
    }

    @Test
    void isReplacedByOneOfAnotherType() {
        begin("into: vectors");
        write("003_again.embedding.yaml", "into: vectors", "letters-52", "type: halfvec");
        project().migrate();
        backfill();
        assertThat(project().switchTo("003")).isEmpty();
        assertThat(query("SELECT DISTINCT pg_typeof(embedding) FROM chunks_now"))
                .containsExactly("halfvec");
    }

    @Test
    void isNotMadeInThePlaceOfSomethingElse() {
        database().execute("CREATE TABLE chunks_now (a integer)");
        write("002_embed.embedding.yaml", "into: vectors", "letters-26", "view: chunks_now");
        assertThat(Refusal.problem(RunFailedException.class, () -> project().migrate())
                        .code())
                .isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
    }

    /**
     * A reader says which model its question is of. In the moment of a switch it may find nothing, and then asks which model
     * is in use now; it finds nothing wrong and meets no error, also with statements that the server has prepared.
     */
    @Test
    void failsNoReaderAndMixesNothing() throws Exception {
        change("into: vectors");
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger found = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try (Connection connection = database().connect();
                    PreparedStatement search = connection.prepareStatement(SEARCH)) {
                while (!isOver.get()) {
                    for (int dimension : new int[] {26, 52}) {
                        found.addAndGet(search(search, dimension));
                    }
                }
            } catch (SQLException | AssertionError e) {
                failure.set(e);
            }
        });
        reader.start();
        for (int i = 0; i < 10; i++) {
            assertThat(project().switchTo(i % 2 == 0 ? "003" : "002")).isEmpty();
        }
        isOver.set(true);
        reader.join();
        assertThat(Optional.ofNullable(failure.get())).isEmpty();
        assertThat(found.get()).isPositive();
    }

    private static int search(PreparedStatement search, int dimension) throws SQLException {
        StringBuilder question = new StringBuilder("[");
        for (float number : LetterModel.vector("text number 7", dimension)) {
            question.append(question.length() == 1 ? "" : ",").append(number);
        }
        search.setString(1, "letters-" + dimension);
        search.setString(2, question + "]");
        try (ResultSet row = search.executeQuery()) {
            if (row.next()) {
                assertThat(row.getInt(1)).isEqualTo(7);
                return 1;
            }
            return 0;
        }
    }
}
