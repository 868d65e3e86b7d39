package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Processes that are killed right before the server gets one of their requests, which still arrives. Another one waits for
 * the lock, takes it over when the lease has run out, and completes the work.
 */
final class Neo4jKillIT extends Neo4jTest {

    private static final long SECONDS = 120;

    private CountedMigrations migrations() {
        return new CountedMigrations(database(), project());
    }

    private Project patient() {
        return project().with(settings -> settings.withLockWait(Duration.ofSeconds(SECONDS)));
    }

    private Process start(FaultyProxy proxy) throws Exception {
        return Migrate.start(
                folder(),
                proxy.port(),
                database().server().user(),
                database().server().password());
    }

    private int exchanges() {
        graph().clear();
        migrations().write();
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), Fault.NONE)) {
            projectAt(proxy.port()).migrate();
            return proxy.traffic(1).exchanges();
        }
    }

    private void killBefore(int exchange) throws Exception {
        graph().clear();
        CompletableFuture<Process> process = new CompletableFuture<>();
        Fault kill = Fault.beforeExchange(1, exchange, () -> {
            Process killed = process.orTimeout(SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
            killed.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        });
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), kill)) {
            process.complete(start(proxy));
            assertThat(process.join().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            patient().migrate();
            migrations().assertInvariant();
            migrations().assertComplete();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("killed before exchange " + exchange + ": " + e.getMessage(), e);
        } finally {
            process.join().destroyForcibly();
        }
    }

    @Test
    void completesWhatAKilledProcessBegan() throws Exception {
        for (int exchange : CountedMigrations.spread(exchanges(), 2, 1)) {
            killBefore(exchange);
        }
    }

    /** The batches of a killed process would go on without it, beside those of its successor. */
    @Test
    void endsWhatAKilledProcessLeftRunning() throws Exception {
        project()
                .write(
                        "001_slow.cypher",
                        "UNWIND range(1, 100000000) AS x CALL (x) { MERGE (b:Batch {n: x % 100}) SET b.x = x }"
                                + " IN TRANSACTIONS OF 100 ROWS;");
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), Fault.NONE)) {
            Process process = start(proxy);
            try {
                Eventually.holds("a batch is done", () -> !query("MATCH (b:Batch) RETURN b LIMIT 1")
                        .isEmpty());
            } finally {
                process.destroyForcibly().waitFor();
            }
            project().write("001_slow.cypher", "MERGE (:Batch {n: -1});");
            patient().migrate();

            assertThat(query("SHOW TRANSACTIONS YIELD metaData WHERE metaData.whimbrel IS NOT NULL RETURN 1"))
                    .isEmpty();
            assertThat(database().applied()).containsExactly("001|001_slow.cypher");
        }
    }
}
