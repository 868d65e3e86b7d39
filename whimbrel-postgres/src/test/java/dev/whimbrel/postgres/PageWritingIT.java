package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.model.LetterModel;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of twenty rows on its way from the model to where its vectors belong. */
class PageWritingIT extends BackfillTest {

    private static final long SECONDS = 60;

    private interface Steps {
        void take(WorkSession session) throws Exception;
    }

    private void work(String target, String text, Steps steps) throws Exception {
        project()
                .write(
                        "002_embed.embedding.yaml",
                        "table: chunks",
                        "key: id",
                        "text: " + text,
                        target,
                        "model: letters-26",
                        "batch: 20");
        project().migrate();
        Migration migration = project().plan().statuses().get(1).file().orElseThrow();
        try (Database database = new PostgresProvider().open(database().settings(), Timeouts.defaults());
                WorkSession session = database.backfills().orElseThrow().open(migration)) {
            steps.take(session);
        }
    }

    private static EmbeddedPage embedded(Page page) {
        List<float[]> vectors = page.rows().stream()
                .map(row -> LetterModel.vector(row.text(), DIMENSION))
                .toList();
        return new EmbeddedPage(page, page.rows(), vectors, List.of(), Cost.NONE);
    }

    private void awaitWaiting() {
        Eventually.holds(
                "it waits", () -> query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND application_name = 'whimbrel backfill' AND wait_event_type = 'Lock'")
                        .equals(List.of("1")));
    }

    @ParameterizedTest
    @CsvSource({"column: embedding, chunks", "into: vectors, vectors"})
    void waitsForWhoChangesItsRowsAndLeavesThoseAlone(String target, String relation) throws Exception {
        work(target, "content", session -> {
            Page page = session.claim().orElseThrow();
            try (Connection other = database().connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute(
                        "UPDATE chunks SET content = 'changed' WHERE id = 3; DELETE FROM chunks WHERE id = 4");
                CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> session.complete(embedded(page)));
                awaitWaiting();
                other.commit();
                assertThat(written.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(18);
            }
        });
        assertThat(query("SELECT id FROM " + relation + " WHERE embedding IS NOT NULL AND id < 6 ORDER BY id"))
                .containsExactly("1", "2", "5");
        assertThat(query("SELECT key FROM whimbrel_queue")).containsExactly("3");
        assertThat(query("SELECT rows_done FROM whimbrel_work")).containsExactly("18");
    }

    /** Or each page would cost more, the larger the table is, which has 250 rows here. A trigger may look, too. */
    @ParameterizedTest
    @CsvSource({"column: embedding", "into: vectors"})
    void looksAtNoOtherRows(String target) throws Exception {
        database()
                .execute(
                        "CREATE SEQUENCE looks",
                        "CREATE FUNCTION looked_at(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS"
                                + " 'BEGIN PERFORM nextval(''looks''); RETURN $1; END'");
        work(target, "looked_at(content)", session -> {
            EmbeddedPage page = embedded(session.claim().orElseThrow());
            database().execute("SELECT setval('looks', 1)");
            assertThat(session.complete(page)).isEqualTo(20);
            assertThat(Long.parseLong(query("SELECT last_value FROM looks").get(0)))
                    .isLessThan(5 * 20);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "smallint; i",
                "integer; -i",
                "uuid; gen_random_uuid()",
                "numeric; i / 7.0",
                "varchar(20); 'key \u00e9' || i",
                "char(9); 'key ' || i"
            })
    void findsRowsByKeysOfAnyType(String type, String key) throws Exception {
        project()
                .write(
                        "001_chunks.sql",
                        "CREATE EXTENSION IF NOT EXISTS vector;",
                        "CREATE TABLE chunks (id " + type + " PRIMARY KEY, content text);",
                        "INSERT INTO chunks SELECT " + key + ", 'text ' || i FROM generate_series(1, 50) AS i;");
        work("into: vectors", "content", session -> {
            long written = 0;
            for (int pages = 0; pages < 3; pages++) {
                written += session.complete(embedded(session.claim().orElseThrow()));
            }
            assertThat(written).isEqualTo(50);
        });
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    /** Whom a page belongs to has been found out by then, so it can only be the vector of a change. */
    @Test
    void waitsForWhoWritesOneOfItsVectorsAndKeepsThat() throws Exception {
        work("into: vectors", "content", session -> {
            Page page = session.claim().orElseThrow();
            try (Connection other = database().connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute(
                        "INSERT INTO vectors SELECT chunks.id, array_fill(1, ARRAY[26])::vector,"
                                + " sha256(convert_to(content, 'UTF8')), profile_id FROM chunks, whimbrel_work WHERE chunks.id = 3");
                CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> session.complete(embedded(page)));
                awaitWaiting();
                other.commit();
                assertThat(written.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(19);
            }
        });
        assertThat(query("SELECT id FROM vectors WHERE embedding = array_fill(1, ARRAY[26])::vector"))
                .containsExactly("3");
        assertThat(query("SELECT count(*) FROM vectors")).containsExactly("20");
    }

    @Test
    void copiesVectorsAtOnceWhereThereAreNone() throws Exception {
        work("into: vectors", "content", session -> {
            database()
                    .execute(
                            "UPDATE chunks SET content = ' ' WHERE id = 7",
                            "CREATE TABLE commands (command text)",
                            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                                    + " 'BEGIN INSERT INTO commands VALUES (current_query()); RETURN NULL; END'",
                            "CREATE TRIGGER note AFTER INSERT OR UPDATE ON vectors EXECUTE FUNCTION note()");
            assertThat(session.complete(embedded(session.claim().orElseThrow())))
                    .isEqualTo(19);
            Page second = session.claim().orElseThrow();
            database()
                    .execute("INSERT INTO vectors SELECT 30, array_fill(1, ARRAY[26])::vector, '', profile_id"
                            + " FROM whimbrel_work");
            assertThat(session.complete(embedded(second))).isEqualTo(20);
        });
        assertThat(query("SELECT DISTINCT substr(command, 1, 11) FROM commands WHERE command NOT LIKE 'INSERT%'"
                        + " ORDER BY 1"))
                .containsExactly("COPY \"publi", "WITH src AS");
        database().execute("DELETE FROM chunks WHERE id > 40");
        assertCurrent("vectors", "embedding", DIMENSION);
    }
}
