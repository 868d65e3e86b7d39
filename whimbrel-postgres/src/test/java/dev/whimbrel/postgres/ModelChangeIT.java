package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.testkit.SteadyRounds;
import dev.whimbrel.testkit.model.LetterModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of another model beside the old ones, the way to them and back. */
class ModelChangeIT extends BackfillTest {

    private static final int OTHER = 52;

    private void change(String target) {
        writeEmbedding("002_embed.embedding.yaml", target, "letters-26");
        project().migrate();
        backfill();
        writeEmbedding("003_embed_again.embedding.yaml", target, "letters-52");
        project().migrate();
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
    }

    private String inUse() {
        return String.join(" ", query("SELECT version FROM whimbrel_reader"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"column: embedding", "into: vectors"})
    void keepsBothCurrentUntilTheOldOnesAreRemoved(String target) {
        change(target);
        boolean isColumn = target.startsWith("column");
        String name = isColumn ? "chunks.embedding" : "vectors";
        assertThat(inUse()).isEqualTo("002");
        database().execute("UPDATE chunks SET content = 'changed' WHERE id = 9");
        backfill();
        assertCurrent(isColumn ? "chunks" : "vectors", "embedding", DIMENSION);
        assertCurrent(isColumn ? "chunks" : "vectors_v003", isColumn ? "embedding_v003" : "embedding", OTHER);

        assertThat(project().contract("002")).extracting(Problem::code).containsExactly(ErrorCode.SWITCH_IMPOSSIBLE);
        assertThat(project().switchTo("003")).isEmpty();
        assertThat(inUse()).isEqualTo("003");
        assertThat(project().switchBack(name)).isEmpty();
        assertThat(inUse()).isEqualTo("002");
        assertThat(project().switchBack(name)).isEmpty();
        assertThat(inUse()).isEqualTo("003");
        assertThat(project().contract("002")).isEmpty();
        assertThat(project().switchBack(name)).isNotEmpty();

        database().execute("UPDATE chunks SET content = 'changed again' WHERE id = 9");
        assertThat(query("SELECT count(*) FROM whimbrel_queue")).containsExactly("1");
        backfill();
        assertCurrent(isColumn ? "chunks" : "vectors_v003", isColumn ? "embedding_v003" : "embedding", OTHER);
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void pointsReadersAtTheOldOnesWhenTheNewOnesAreReverted() {
        change("into: vectors");
        project().switchTo("003");
        project().down(DownOptions.last(1));
        assertThat(inUse()).isEqualTo("002");
    }

    /** A reader looks where the vectors are, and searches there, in one transaction. */
    @Test
    void failsNoReaderWhileItIsSwitched() {
        change("into: vectors");
        try (SteadyRounds reader = SteadyRounds.start("reader", this::connect, ModelChangeIT::search)) {
            for (int i = 0; i < 10; i++) {
                assertThat(project().switchTo(i % 2 == 0 ? "003" : "002")).isEmpty();
            }
            reader.awaitRound();
        }
    }

    /**
     * From the first file of the new model to the way back, while texts change and readers search all the time: no search
     * fails, and at each switch every vector is of its row's present text, or the change is noted.
     */
    @Test
    void changesModelAndDimensionUnderReadersAndWriters() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-384");
        project().migrate();
        backfill();
        AtomicInteger changes = new AtomicInteger();
        try (SteadyRounds writer = SteadyRounds.start(
                        "writer", this::connect, connection -> write(connection, changes.incrementAndGet()));
                SteadyRounds reader = SteadyRounds.start("reader", this::connect, ModelChangeIT::search)) {
            reader.awaitRound();
            // What searches find is not the point here: how alike the texts are depends on how far the writer has come.
            writeEmbedding(
                    "003_embed_again.embedding.yaml",
                    "into: vectors\ngate: { recall: 0, worst-recall: 0 }",
                    "letters-1536");
            project().migrate();
            writer.awaitRound();
            assertThat(backfill()).extracting(BackfillReport::end).contains(End.COMPLETE);
            writer.awaitRound();
            assertThat(unnoted("vectors_v003")).isEmpty();
            assertThat(project().switchTo("003")).isEmpty();
            assertThat(inUse()).isEqualTo("003");
            reader.awaitRound();

            backfill();
            writer.awaitRound();
            assertThat(unnoted("vectors")).isEmpty();
            assertThat(project().switchBack("vectors")).isEmpty();
            assertThat(inUse()).isEqualTo("002");
            reader.awaitRound();
            backfill();
            assertThat(project().switchTo("003")).isEmpty();
            reader.awaitRound();
        }
        backfill();
        assertCurrent("vectors", "embedding", 384);
        assertCurrent("vectors_v003", "embedding", 1536);
    }

    private Connection connect() throws SQLException {
        Connection connection = database().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void write(Connection connection, int change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE chunks SET content = 'another text " + change + "' WHERE id = "
                    + (100 + change % 100) + "; SELECT pg_sleep(0.005)");
            connection.commit();
        }
    }

    /** {@return rows whose vector is not of their text, though nothing says that it has changed} */
    private List<String> unnoted(String relation) {
        return query("SELECT c.id FROM chunks AS c LEFT JOIN " + relation + " AS v ON v.id = c.id"
                + " WHERE v.source_hash IS DISTINCT FROM sha256(convert_to(c.content, 'UTF8')) AND NOT EXISTS"
                + " (SELECT FROM whimbrel_queue AS q JOIN whimbrel_work AS w ON w.id = q.work_id WHERE q.key = c.id::text"
                + " AND w.relation LIKE '%\"" + relation + "\"')");
    }

    private static void search(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String relation;
            int dimension;
            try (ResultSet row = statement.executeQuery("SELECT relation, dimension FROM whimbrel_reader")) {
                row.next();
                relation = row.getString(1);
                dimension = row.getInt(2);
            }
            String question = Arrays.toString(LetterModel.vector("text number 7", dimension));
            try (ResultSet row = statement.executeQuery(
                    "SELECT id FROM " + relation + " ORDER BY embedding <=> '" + question + "' LIMIT 1")) {
                row.next();
                if (row.getInt(1) != 7) {
                    throw new SQLException("found " + row.getInt(1) + " in " + relation);
                }
            }
            connection.commit();
        }
    }
}
