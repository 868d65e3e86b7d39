package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Backfills that are killed right before the server gets any of their requests, while somebody changes, inserts and deletes
 * rows. In the end every row has the vector of its present text, and no text of a row was written twice.
 */
class KilledBackfillIT extends BackfillTest {

    /** The order in which a backfill connects: for the plan and the state of the work, then its worker. */
    private static final int WORKER = 2;

    private static final long SECONDS = 60;

    private final Writer changes = new Writer();
    private int cuts;

    @BeforeEach
    void begin() {
        writeEmbedding("002_embed.embedding.yaml", "into: chunk_vectors", "letters-26");
        project().migrate();
        database()
                .execute(
                        "CREATE TABLE written (id bigint, hash bytea)",
                        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN INSERT INTO written VALUES (NEW.id, NEW.source_hash); RETURN NULL; END'",
                        "CREATE TRIGGER note AFTER INSERT OR UPDATE ON chunk_vectors FOR EACH ROW EXECUTE FUNCTION note()");
    }

    private FaultyProxy proxy(Fault fault) {
        PostgresServer server = PostgresServer.shared();
        return FaultyProxy.to(server.host(), server.port(), fault);
    }

    private Process start(FaultyProxy proxy) throws Exception {
        String url = "postgresql://127.0.0.1:" + proxy.port() + "/"
                + database().database().name();
        return Backfill.start(home().resolve("migrations"), url, database());
    }

    /** Changes rows until it is interrupted; no text comes twice. */
    private final class Writer implements Runnable {

        private final Random random = new Random(FaultForm.seed());
        private int next;

        @Override
        public void run() {
            try (Connection connection = database().connect();
                    Statement statement = connection.createStatement()) {
                while (!Thread.currentThread().isInterrupted()) {
                    // slower than a page, or the table would grow faster than it is worked off
                    statement.execute(change() + "; SELECT pg_sleep(0.005)");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private String change() {
            next++;
            int id = 1 + random.nextInt(ROWS);
            return switch (random.nextInt(4)) {
                case 0 -> "DELETE FROM chunks WHERE id = " + id;
                case 1 -> "INSERT INTO chunks VALUES (" + (1000 + next) + ", 'inserted " + next + "')";
                case 2 -> "UPDATE chunks SET flag = true WHERE id = " + id;
                default -> "UPDATE chunks SET content = 'changed " + next + "' WHERE id = " + id;
            };
        }
    }

    private int killAt(int connection, long exchange) throws Exception {
        CompletableFuture<Process> process = new CompletableFuture<>();
        Fault kill = Fault.beforeExchange(connection, (int) exchange, () -> {
            Process killed = process.orTimeout(SECONDS, TimeUnit.SECONDS).join();
            killed.destroyForcibly();
            killed.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        });
        Thread writer = new Thread(changes, "writer");
        try (FaultyProxy proxy = proxy(kill)) {
            writer.start();
            process.complete(start(proxy));
            assertThat(process.join().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.join().exitValue();
        } finally {
            writer.interrupt();
            writer.join();
            process.join().destroyForcibly();
        }
    }

    private void checkTheEnd() {
        backfill();
        backfill();
        assertThat(query("SELECT outcome FROM whimbrel_history WHERE version = '002' ORDER BY rank"))
                .containsExactly("started", "applied");
        assertThat(query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
        assertThat(query("SELECT count(*) FROM chunks WHERE id NOT IN (SELECT id FROM chunk_vectors)"))
                .containsExactly("0");
        assertCurrent("chunk_vectors", "embedding", DIMENSION);
        assertThat(query("SELECT id, hash FROM written GROUP BY 1, 2 HAVING count(*) > 1"))
                .isEmpty();
    }

    /** Texts that are new, so that there is something to work on, however often it was killed before. */
    private void write(int round) {
        database().execute("UPDATE chunks SET content = 'round " + round + " of ' || id WHERE id % 3 = " + round % 3);
    }

    /** To the server, a process that is killed is a connection that ends. */
    private void cutAt(long exchange, boolean isAnswerLost) throws Exception {
        Fault cut = isAnswerLost
                ? Fault.loseAnswer(WORKER, (int) exchange)
                : Fault.cutRequestsAfter(WORKER, 400 * exchange);
        Thread writer = new Thread(changes, "writer");
        try (FaultyProxy proxy = proxy(cut)) {
            writer.start();
            DatabaseSettings settings = DatabaseSettings.of(
                            "main",
                            "postgresql://127.0.0.1:" + proxy.port() + "/"
                                    + database().database().name())
                    .withUser(database().database().user())
                    .withPassword(Secret.of(database().database().password()));
            Project.of(home().resolve("migrations"), new PostgresProvider(), settings)
                    .ask(whimbrel -> whimbrel.backfills()
                            .run(BackfillOptions.defaults(), BackfillListener.NONE, new BackfillStop()));
        } catch (DatabaseException e) {
            cuts++;
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    /** Fifty times, of which ten by SIGKILL; the long form kills a thousand processes and cuts as many connections. */
    @Test
    void losesNothingWhenItIsKilledWhileItWorks() throws Exception {
        Random random = new Random(FaultForm.seed());
        int kills = FaultForm.isLong() ? 1000 : 10;
        int killed = 0;
        for (int round = 0; round < kills; round++) {
            write(round);
            killed += killAt(WORKER, 5 + random.nextInt(40)) == 128 + 9 ? 1 : 0;
        }
        for (int round = 0; round < Math.max(kills, 40); round++) {
            write(round + kills);
            cutAt(5 + random.nextInt(40), round % 2 == 0);
        }
        assertThat(killed).isGreaterThan(kills * 2 / 3);
        assertThat(cuts).isGreaterThan(20);
        checkTheEnd();
    }

    @Test
    void losesNothingWhenItIsKilledBetweenPagesAndTheEnd() throws Exception {
        int killed = 0;
        for (int connection = WORKER + 1; connection <= WORKER + 5; connection++) {
            killed += killAt(connection, 4) == 128 + 9 ? 1 : 0;
        }
        assertThat(killed).isPositive();
        checkTheEnd();
    }

    @Test
    void isSharedByProcesses() throws Exception {
        try (FaultyProxy proxy = proxy(Fault.NONE)) {
            Process one = start(proxy);
            Process other = start(proxy);
            assertThat(one.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(other.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(one.exitValue()).isZero();
            assertThat(other.exitValue()).isZero();
        }
        checkTheEnd();
    }
}
