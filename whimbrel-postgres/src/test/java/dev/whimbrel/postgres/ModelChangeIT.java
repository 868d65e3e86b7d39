package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.testkit.model.LetterModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    private Problems switchTo(String version) {
        return project().ask(whimbrel -> whimbrel.backfills().switchTo(Version.of(version)));
    }

    private Problems back(String name) {
        return project().ask(whimbrel -> whimbrel.backfills().switchBack(name));
    }

    private Problems contract(String version) {
        return project().ask(whimbrel -> whimbrel.backfills().contract(Version.of(version)));
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

        assertThat(contract("002")).extracting(Problem::code).containsExactly(ErrorCode.SWITCH_IMPOSSIBLE);
        assertThat(switchTo("003")).isEmpty();
        assertThat(inUse()).isEqualTo("003");
        assertThat(back(name)).isEmpty();
        assertThat(inUse()).isEqualTo("002");
        assertThat(back(name)).isEmpty();
        assertThat(inUse()).isEqualTo("003");
        assertThat(contract("002")).isEmpty();
        assertThat(back(name)).isNotEmpty();

        database().execute("UPDATE chunks SET content = 'changed again' WHERE id = 9");
        assertThat(query("SELECT count(*) FROM whimbrel_queue")).containsExactly("1");
        backfill();
        assertCurrent(isColumn ? "chunks" : "vectors_v003", isColumn ? "embedding_v003" : "embedding", OTHER);
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void pointsReadersAtTheOldOnesWhenTheNewOnesAreReverted() {
        change("into: vectors");
        switchTo("003");
        project().down(DownOptions.last(1));
        assertThat(inUse()).isEqualTo("002");
    }

    /** A reader looks where the vectors are, and searches there, in one transaction. */
    @Test
    void failsNoReaderWhileItIsSwitched() throws Exception {
        change("into: vectors");
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger searches = new AtomicInteger();
        AtomicReference<SQLException> failure = new AtomicReference<>();
        Thread reader = looping(isOver, failure, statement -> {
            search(statement);
            searches.incrementAndGet();
        });
        for (int i = 0; i < 10; i++) {
            assertThat(switchTo(i % 2 == 0 ? "003" : "002")).isEmpty();
        }
        isOver.set(true);
        reader.join();
        assertThat(Optional.ofNullable(failure.get())).isEmpty();
        assertThat(searches.get()).isPositive();
    }

    /**
     * From the first file of the new model to the way back, while texts change and readers search all the time: no search
     * fails, and at each switch every vector is of its row's present text, or the change is noted.
     */
    @Test
    void changesModelAndDimensionUnderReadersAndWriters() throws Exception {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-384");
        project().migrate();
        backfill();
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger searches = new AtomicInteger();
        AtomicReference<SQLException> failure = new AtomicReference<>();
        Thread reader = looping(isOver, failure, statement -> {
            search(statement);
            searches.incrementAndGet();
        });
        AtomicInteger changes = new AtomicInteger();
        Thread writer = looping(isOver, failure, statement -> {
            int change = changes.incrementAndGet();
            statement.execute("UPDATE chunks SET content = 'another text " + change + "' WHERE id = "
                    + (100 + change % 100) + "; SELECT pg_sleep(0.005)");
        });

        // What searches find is not the point here: how alike the texts are depends on how far the writer has come.
        writeEmbedding(
                "003_embed_again.embedding.yaml",
                "into: vectors\ngate: { recall: 0, worst-recall: 0 }",
                "letters-1536");
        project().migrate();
        assertThat(backfill()).extracting(BackfillReport::end).contains(End.COMPLETE);
        assertThat(unnoted("vectors_v003")).isEmpty();
        assertThat(switchTo("003")).isEmpty();
        assertThat(inUse()).isEqualTo("003");
        backfill();
        assertThat(unnoted("vectors")).isEmpty();
        assertThat(back("vectors")).isEmpty();
        assertThat(inUse()).isEqualTo("002");
        assertThat(switchTo("003")).isEmpty();

        isOver.set(true);
        reader.join();
        writer.join();
        assertThat(Optional.ofNullable(failure.get())).isEmpty();
        assertThat(searches.get()).isPositive();
        assertThat(changes.get()).isPositive();
        backfill();
        assertCurrent("vectors", "embedding", 384);
        assertCurrent("vectors_v003", "embedding", 1536);
    }

    /** {@return rows whose vector is not of their text, though nothing says that it has changed} */
    private List<String> unnoted(String relation) {
        return query("SELECT c.id FROM chunks AS c LEFT JOIN " + relation + " AS v ON v.id = c.id"
                + " WHERE v.source_hash IS DISTINCT FROM sha256(convert_to(c.content, 'UTF8')) AND NOT EXISTS"
                + " (SELECT FROM whimbrel_queue AS q JOIN whimbrel_work AS w ON w.id = q.work_id WHERE q.key = c.id::text"
                + " AND w.relation LIKE '%\"" + relation + "\"')");
    }

    private interface Round {
        void run(Statement statement) throws SQLException;
    }

    private Thread looping(AtomicBoolean isOver, AtomicReference<SQLException> failure, Round round) {
        Thread thread = new Thread(() -> {
            try (Connection connection = database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!isOver.get()) {
                    round.run(statement);
                    connection.commit();
                }
            } catch (SQLException e) {
                failure.set(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void search(Statement statement) throws SQLException {
        String relation;
        int dimension;
        try (ResultSet row = statement.executeQuery("SELECT relation, dimension FROM whimbrel_reader")) {
            row.next();
            relation = row.getString(1);
            dimension = row.getInt(2);
        }
        StringBuilder question = new StringBuilder("[");
        for (float number : LetterModel.vector("text number 7", dimension)) {
            question.append(question.length() == 1 ? "" : ",").append(number);
        }
        try (ResultSet row = statement.executeQuery(
                "SELECT id FROM " + relation + " ORDER BY embedding <=> '" + question + "]' LIMIT 1")) {
            row.next();
            if (row.getInt(1) != 7) {
                throw new SQLException("found " + row.getInt(1) + " in " + relation);
            }
        }
    }
}
