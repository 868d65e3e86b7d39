package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Eventually;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An index is built concurrently while eight processes wait for the lock, a writer is in the way, and yet another session
 * idles in a transaction: nobody waits for ever.
 */
@Tag("slow")
@Timeout(180)
final class CrowdedIndexIT extends PostgresTest {

    private static final int WAITING = 8;
    private static final long SECONDS = 90;

    private static final String ASKING = "SELECT pid FROM pg_stat_activity WHERE application_name = 'whimbrel'"
            + " AND datname = current_database() AND query LIKE '%pg_try_advisory_lock%'";

    private static final String BUILDING = "SELECT pid FROM pg_stat_activity WHERE application_name = 'whimbrel'"
            + " AND datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'CREATE INDEX%'";

    @Test
    void buildsAnIndexInACrowd() throws Exception {
        database().execute("CREATE TABLE bird (id integer, name text)", "CREATE TABLE nest (id integer)");
        project().write("001_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (lower(name));");
        List<Process> others = new ArrayList<>();
        try (Connection idling = database().connect();
                Connection writing = database().connect();
                Statement idle = idling.createStatement();
                Statement write = writing.createStatement()) {
            idle.execute("BEGIN");
            idle.execute("INSERT INTO nest VALUES (1)");
            write.execute("BEGIN");
            write.execute("INSERT INTO bird VALUES (1)");
            CompletableFuture<Integer> done = CompletableFuture.supplyAsync(
                    () -> project().migrate().done().size());
            Eventually.holds("the build waits", () -> !query(BUILDING).isEmpty());
            while (others.size() < WAITING) {
                others.add(Migrate.start(
                        home().resolve("migrations"), database().database().url(), database()));
            }
            Eventually.holds(
                    "all others wait",
                    Duration.ofSeconds(SECONDS),
                    () -> query(ASKING).size() == WAITING);
            write.execute("COMMIT");

            assertThat(done.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
            for (Process other : others) {
                assertThat(other.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(other.exitValue()).isZero();
            }
            idle.execute("COMMIT");
        } finally {
            others.forEach(Process::destroyForcibly);
        }
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_name'::regclass"))
                .containsExactly("t");
        assertThat(query("SELECT outcome FROM whimbrel_history")).containsExactly("applied");
    }
}
