package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.testkit.SteadyRounds;
import dev.whimbrel.testkit.contract.PageLines;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.model.LetterModel;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backfills that are killed at random moments while somebody changes, inserts and deletes rows. In the end every row has the
 * vector of its present text, and no text of a row was written twice.
 */
class KilledBackfillIT {

    private static final int ROWS = 400;

    /** Below all keys. Nobody changes the rows below one, so that no note of a change covers up for a lost page. */
    private static final int FIRST = -1000;

    private static final int KILLS = Integer.getInteger(
            "whimbrel.faults.kills", "long".equals(System.getProperty("whimbrel.faults")) ? 1000 : 10);
    private static final long SECONDS = 60;

    @TempDir
    private Path home;

    private final long seed = Long.getLong("whimbrel.faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private SqliteFile file;
    private Project project;

    @BeforeEach
    void begin() {
        file = new SqliteFile(home.resolve("killed.db"));
        project = Project.of(home.resolve("migrations"), file.provider(), file.settings());
        project.write(
                        "001_chunks.sql",
                        "CREATE TABLE chunks (id INTEGER PRIMARY KEY, content TEXT, flag BOOLEAN);",
                        "INSERT INTO chunks (id, content) WITH RECURSIVE n (i) AS (SELECT " + (FIRST + 1)
                                + " UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < " + ROWS + ") SELECT i, 'text number ' || i FROM n;")
                .write(
                        "002_embed.embedding.yaml",
                        "table: chunks",
                        "key: id",
                        "text: content",
                        "into: vectors",
                        "model: letters-26",
                        "batch: 5");
        project.migrate();
        file.execute(
                "CREATE TABLE written (id INTEGER, hash TEXT)",
                "CREATE TRIGGER note AFTER INSERT ON vectors BEGIN INSERT INTO written VALUES (NEW.id, hex(NEW.source_hash));"
                        + " END");
    }

    /** Changes rows; no text comes twice. */
    private final class Writer implements SteadyRounds.Round {

        private final Random changes = new Random(seed);
        private int next;

        @Override
        public void run(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 30000");
                statement.execute(change());
            }
            // slower than a page, or there would always be more to do
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }

        private String change() {
            next++;
            int id = 1 + changes.nextInt(ROWS);
            return switch (changes.nextInt(4)) {
                case 0 -> "DELETE FROM chunks WHERE id = " + id;
                case 1 -> "INSERT OR IGNORE INTO chunks (id, content) VALUES (" + id + ", 'inserted " + next + "')";
                case 2 -> "UPDATE chunks SET flag = true WHERE id = " + id;
                default -> "UPDATE OR IGNORE chunks SET content = 'changed " + next + "' WHERE id = " + id;
            };
        }
    }

    private int killAfter(int pages) throws Exception {
        Process process = Backfill.start(home.resolve("migrations"), file.path());
        try {
            PageLines.await(pages, process);
            LockSupport.parkNanos(random.nextInt(15_000_000));
            process.destroyForcibly();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void losesNothingWhenItIsKilledWhileItWorks() throws Exception {
        int killed = 0;
        try (SteadyRounds writer = SteadyRounds.start("writer", file::connect, new Writer())) {
            writer.awaitRound();
            for (int round = 0; killed < KILLS; round++) {
                // texts that are new, so that there is something to work on, however often it was killed before
                file.execute("UPDATE chunks SET content = 'round " + round + " of ' || id WHERE id > 0 AND id % 3 = "
                        + round % 3);
                killed += killAfter(1 + random.nextInt(15)) == 128 + 9 ? 1 : 0;
                assertNothingIsLost();
                assertThat(round).isLessThan(2 * KILLS);
            }
        }
        checkTheEnd();
    }

    /** As in the test of the same name on PostgreSQL: it is known of each row without its vector that it has none. */
    private void assertNothingIsLost() {
        String known = "EXISTS (SELECT 1 FROM whimbrel_queue AS q WHERE q.key = CAST(c.id AS TEXT))"
                + " OR EXISTS (SELECT 1 FROM whimbrel_claim AS k WHERE c.id > coalesce(CAST(k.from_key AS INTEGER), "
                + FIRST + ") AND c.id <= CAST(k.to_key AS INTEGER))"
                + " OR NOT w.is_counted OR c.id > coalesce(CAST(w.cursor_key AS INTEGER), " + FIRST
                + ") AND c.id <= CAST(w.high_water AS INTEGER)";
        for (String row :
                file.query("SELECT c.content, hex(v.embedding) FROM chunks AS c LEFT JOIN vectors AS v USING (id)"
                        + " CROSS JOIN whimbrel_work AS w WHERE NOT (" + known + ")")) {
            assertCurrent(row);
        }
    }

    private void assertCurrent(String row) {
        String[] parts = row.split("\\|", -1);
        assertThat(VectorBlob.read(HexFormat.of().parseHex(parts[1])))
                .as("seed %d: %s", seed, parts[0])
                .isEqualTo(LetterModel.vector(parts[0], 26));
    }

    @Test
    void isSharedByProcesses() throws Exception {
        Process one = Backfill.start(home.resolve("migrations"), file.path());
        Process other = Backfill.start(home.resolve("migrations"), file.path());
        one.getInputStream().transferTo(OutputStream.nullOutputStream());
        other.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(List.of(one.waitFor(), other.waitFor())).containsOnly(0);
        checkTheEnd();
    }

    private void checkTheEnd() throws Exception {
        for (int run = 0; run < 2; run++) {
            project.backfill(BackfillOptions.defaults().withWorkers(2));
        }
        assertThat(file.query("SELECT outcome FROM whimbrel_history WHERE version = '002' ORDER BY rank"))
                .containsExactly("started", "applied");
        assertThat(file.query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
        assertThat(file.query("SELECT count(*) FROM chunks WHERE id NOT IN (SELECT id FROM vectors)"))
                .containsExactly("0");
        assertThat(file.query("SELECT count(*) FROM vectors WHERE id NOT IN (SELECT id FROM chunks)"))
                .containsExactly("0");
        for (String row : file.query("SELECT content, hex(embedding) FROM chunks JOIN vectors USING (id)")) {
            assertCurrent(row);
        }
        assertThat(file.query("SELECT id, hash FROM written GROUP BY 1, 2 HAVING count(*) > 1"))
                .as("seed %d", seed)
                .isEmpty();
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.filter(path -> path.toString().contains(".whimbrel-worker-")))
                    .isEmpty();
        }
    }
}
