package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.SteadyRounds;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

/**
 * What tests of backfills share that end before they are done, while somebody changes, inserts and deletes rows. In the end
 * every row has the vector of its present text and of the one model, and no text of a row was written twice.
 */
abstract class InterferedBackfillTest extends BackfillTest {

    /** The order in which a backfill connects: for the plan and the state of the work, then its worker. */
    static final int WORKER = 2;

    private final Writer changes = new Writer();

    @BeforeEach
    void begin() {
        project().migrate();
        // rows that nobody changes, the first that are worked on: no note of a change covers up for a lost page
        database().execute("INSERT INTO chunks SELECT i, 'row ' || i FROM generate_series(-999, 0) AS i");
        writeEmbedding("002_embed.embedding.yaml", "into: chunk_vectors", "letters-26");
        project().migrate();
        database()
                .execute(
                        "CREATE TABLE written (id bigint, hash bytea)",
                        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN INSERT INTO written VALUES (NEW.id, NEW.source_hash); RETURN NULL; END'",
                        "CREATE TRIGGER note AFTER INSERT OR UPDATE ON chunk_vectors FOR EACH ROW EXECUTE FUNCTION note()");
    }

    final FaultyProxy proxy(Fault fault) {
        PostgresServer server = PostgresServer.shared();
        return FaultyProxy.to(server.host(), server.port(), fault);
    }

    final String url(FaultyProxy proxy) {
        return "postgresql://127.0.0.1:" + proxy.port() + "/"
                + database().database().name();
    }

    /**
     * Changes rows; no text comes twice. Keys do, so that rows are there again that were gone.
     */
    private static final class Writer implements SteadyRounds.Round {

        private final Random random = new Random(FaultForm.seed());
        private int next;

        @Override
        public void run(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                // slower than a page, or there would always be more to do
                statement.execute(change() + "; SELECT pg_sleep(0.005)");
            }
        }

        private String change() {
            next++;
            int id = 1 + random.nextInt(2 * ROWS);
            return switch (random.nextInt(4)) {
                case 0 -> "DELETE FROM chunks WHERE id = " + id;
                case 1 -> "INSERT INTO chunks VALUES (" + id + ", 'inserted " + next + "') ON CONFLICT DO NOTHING";
                case 2 -> "UPDATE chunks SET flag = true WHERE id = " + id;
                default -> "UPDATE chunks SET content = 'changed " + next + "' WHERE id = " + id;
            };
        }
    }

    interface Work {
        void run() throws Exception;
    }

    final void underChanges(Work work) throws Exception {
        try (SteadyRounds writer = SteadyRounds.start("writer", database()::connect, changes)) {
            writer.awaitRound();
            work.run();
        }
    }

    /** Texts that are new, so that there is something to work on, however often it was killed before. */
    final synchronized void write(int round) {
        database()
                .execute("UPDATE chunks SET content = 'round " + round + " of ' || id WHERE id > 0 AND id % 3 = "
                        + round % 3);
    }

    /**
     * Check that it is known of each row without its vector that it has none: by the notes of changes, by what a worker has
     * claimed, or by how far the first pass has come. This holds at every instant, for it is asked in one query.
     */
    final void assertNothingIsLost() {
        assertThat(query("""
                SELECT c.id FROM chunks AS c LEFT JOIN chunk_vectors AS v USING (id) CROSS JOIN whimbrel_work AS w
                WHERE v.source_hash IS DISTINCT FROM sha256(convert_to(c.content, 'UTF8'))
                AND NOT EXISTS (SELECT FROM whimbrel_queue AS q WHERE q.key = c.id::text)
                AND NOT EXISTS (SELECT FROM whimbrel_claim AS k
                                WHERE c.id > coalesce(k.from_key::bigint, -1000) AND c.id <= k.to_key::bigint)
                AND NOT (NOT w.is_counted
                         OR c.id > coalesce(w.cursor_key::bigint, -1000) AND c.id <= w.high_water::bigint)
                """)).isEmpty();
    }

    final void checkTheEnd() {
        backfill();
        backfill();
        assertThat(query("SELECT outcome FROM whimbrel_history WHERE version = '002' ORDER BY rank"))
                .containsExactly("started", "applied");
        assertThat(query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
        assertThat(query("SELECT count(*) FROM chunks WHERE id NOT IN (SELECT id FROM chunk_vectors)"))
                .containsExactly("0");
        assertCurrent("chunk_vectors", "embedding", DIMENSION);
        assertThat(
                        query(
                                "SELECT DISTINCT v.profile_id = w.profile_id FROM chunk_vectors AS v CROSS JOIN whimbrel_work AS w"))
                .containsExactly("t");
        assertThat(query("SELECT id, hash FROM written GROUP BY 1, 2 HAVING count(*) > 1"))
                .isEmpty();
    }
}
