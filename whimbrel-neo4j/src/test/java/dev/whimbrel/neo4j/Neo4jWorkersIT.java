package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.contract.PageLines;
import dev.whimbrel.testkit.model.LetterModel;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * Workers that are killed, that get into each other's way, or into the application's. In the end every node has the vector of
 * its present text. The long form ({@code -Dwhimbrel.faults=long}) kills a thousand times.
 */
final class Neo4jWorkersIT extends Neo4jTest {

    private static final int ROWS = 200;
    private static final int KILLS = "long".equals(System.getProperty("whimbrel.faults")) ? 1000 : 2;
    private static final long SECONDS = 60;

    private final long seed = Long.getLong("whimbrel.faults.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private EmbeddedChunks chunks() {
        return new EmbeddedChunks(project(), graph());
    }

    @BeforeEach
    void begin() {
        chunks().writeNodes(ROWS);
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26");
        project().migrate();
    }

    /** Changes nodes until it is interrupted; no text comes twice. */
    private void change(int kill) {
        Random changes = new Random(seed + kill);
        for (int next = 1; !Thread.currentThread().isInterrupted(); next++) {
            int id = 1 + changes.nextInt(ROWS);
            String text = "'" + kill + " " + next + "'";
            graph().execute(
                            switch (changes.nextInt(4)) {
                                case 0 -> "MATCH (c:Chunk {id: " + id + "}) DELETE c";
                                case 1 -> "MERGE (c:Chunk {id: " + (ROWS + id) + "}) SET c.content = 'new ' + " + text;
                                case 2 -> "MATCH (c:Chunk {id: " + id + "}) SET c.flag = true";
                                default -> "MATCH (c:Chunk {id: " + id + "}) SET c.content = 'changed ' + " + text;
                            });
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private int killAfter(int pages, int kill) throws Exception {
        Thread writer = new Thread(() -> change(kill), "writer");
        Process process = Backfill.start(folder(), database().server());
        try {
            writer.start();
            PageLines.await(pages, process);
            LockSupport.parkNanos(random.nextInt(20_000_000));
            process.destroyForcibly();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            writer.interrupt();
            writer.join();
            process.destroyForcibly();
        }
    }

    @Test
    void loseNothingWhenTheyAreKilledWhileTheyWork() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            assertThat(killAfter(1 + random.nextInt(6), kill))
                    .as("seed %d", seed)
                    .isEqualTo(128 + 9);
        }
        chunks().backfill();
        checkTheEnd();
    }

    @Test
    void shareTheWorkWithOtherProcesses() throws Exception {
        Process one = Backfill.start(folder(), database().server());
        Process other = Backfill.start(folder(), database().server());
        one.getInputStream().transferTo(OutputStream.nullOutputStream());
        other.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(List.of(one.waitFor(), other.waitFor())).containsOnly(0);
        checkTheEnd();
        assertThat(query("MATCH (w:WhimbrelWork) RETURN w.rows_total, w.rows_done"))
                .containsExactly(ROWS + "|" + ROWS);
        assertThat(query("MATCH (x:WhimbrelWorker) RETURN x")).isEmpty();
    }

    private void checkTheEnd() {
        assertThat(query("MATCH (m:WhimbrelMigration {version: '002'}) RETURN m.outcome ORDER BY m.rank"))
                .containsExactly("started", "applied");
        assertThat(query("MATCH (c) WHERE c:WhimbrelClaim OR c:WhimbrelQueue OR c:WhimbrelDeadLetter RETURN c"))
                .isEmpty();
        chunks().assertCurrent("embedding", 26);
    }

    private interface OnWork {
        void run(Backfills backfills, Migration migration) throws Exception;
    }

    private void onWork(OnWork test) throws Exception {
        Migration migration = project().plan().statuses().stream()
                .filter(status -> status.kind().isLongRunning())
                .map(MigrationStatus::file)
                .findFirst()
                .orElseThrow()
                .orElseThrow();
        try (Database opened = new Neo4jProvider().open(database().settings(), Timeouts.defaults())) {
            test.run(opened.backfills().orElseThrow(), migration);
        }
    }

    private static EmbeddedPage embedded(Page page) {
        List<float[]> vectors = page.rows().stream()
                .map(row -> LetterModel.vector(row.text(), 26))
                .toList();
        return new EmbeddedPage(page, page.rows(), vectors, List.of(), Cost.NONE);
    }

    @Test
    void writeNoVectorOfATextThatIsBeingChanged() throws Exception {
        onWork((backfills, migration) -> {
            try (WorkSession worker = backfills.open(migration);
                    Session application = graph().session();
                    Transaction change = application.beginTransaction()) {
                Page page = worker.claim().orElseThrow();
                change.run("MATCH (c:Chunk {id: 3}) SET c.content = 'changed'").consume();
                CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> worker.complete(embedded(page)));
                Eventually.holds("the worker waits for the application", () -> !query(
                                "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked'" + " RETURN status")
                        .isEmpty());
                change.commit();
                assertThat(written.get(SECONDS, TimeUnit.SECONDS))
                        .isEqualTo(page.rows().size() - 1L);
            }
            assertThat(query("MATCH (c:Chunk {id: 3}) RETURN c.embedding, c.embedding_hash"))
                    .containsExactly("|");
        });
    }

    @Test
    void writeNothingOfAPageThatAnotherOneHasTakenOver() throws Exception {
        onWork((backfills, migration) -> {
            try (WorkSession asleep = backfills.open(migration);
                    WorkSession awake = backfills.open(migration)) {
                Page page = asleep.claim().orElseThrow();
                graph().execute("MATCH (c:WhimbrelClaim) SET c.until = datetime() - duration('PT1S')");
                Page same = awake.claim().orElseThrow();
                assertThat(same).isEqualTo(page);
                assertThat(asleep.complete(embedded(page))).isZero();
                assertThat(query("MATCH (c:Chunk) WHERE c.embedding IS NOT NULL RETURN c"))
                        .isEmpty();
                assertThat(awake.complete(embedded(same))).isEqualTo(10);
                assertThat(awake.complete(embedded(same))).isZero();
            }
        });
    }
}
