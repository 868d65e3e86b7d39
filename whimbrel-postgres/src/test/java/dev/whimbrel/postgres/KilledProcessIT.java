package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.testkit.Signals;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Processes that are killed, ended or stopped right before the server gets any of their requests; the request itself still
 * arrives. Another process starts at once, while the server may still be at work for the first.
 */
final class KilledProcessIT extends FaultTest {

    private static final long SECONDS = 60;

    /** The server is at work for a while, so that there is something to come too early for. */
    @Override
    MarkedMigrations write(Project project) {
        MarkedMigrations migrations = MarkedMigrations.ofEveryKind(project);
        project.write(
                "002_slow.sql", MarkedMigrations.table("002"), MarkedMigrations.mark("002"), "SELECT pg_sleep(0.3);");
        project.write(
                "006_slow.sql",
                "SET client_min_messages = 'warning';",
                MarkedMigrations.table("006"),
                "SELECT pg_sleep(0.3);",
                MarkedMigrations.mark("006"));
        project.delete("002_small.sql").delete("006_small.sql");
        return migrations;
    }

    private Process start(Trial trial, FaultyProxy proxy) throws IOException {
        String url = "postgresql://127.0.0.1:" + proxy.port() + "/"
                + trial.database().database().name();
        return Migrate.start(folder(), url, trial.database());
    }

    /** {@return how the process ended} */
    private int endBefore(long exchange, String signal) throws Exception {
        CompletableFuture<Process> process = new CompletableFuture<>();
        try (Trial trial = Trial.of(folder(), migrations())) {
            Fault kill = Fault.beforeExchange(WORK, (int) exchange, () -> {
                Process killed = process.orTimeout(SECONDS, TimeUnit.SECONDS).join();
                Signals.send(signal, killed);
                killed.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            });
            try (FaultyProxy proxy = proxy(kill)) {
                process.complete(start(trial, proxy));
                assertThat(process.join().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                trial.runAgain();
            }
            return process.join().exitValue();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + FaultForm.seed() + ", " + signal + " before exchange " + exchange + ": " + e.getMessage(),
                    e);
        } finally {
            process.join().destroyForcibly();
        }
    }

    @Test
    void survivesAKillAnywhere() throws Exception {
        for (long exchange : FaultForm.spread(traffic(WORK).exchanges(), 4)) {
            assertThat(endBefore(exchange, "KILL")).isEqualTo(128 + 9);
        }
    }

    @Test
    void endsWithAFailureWhenItIsAskedToEnd() throws Exception {
        for (long exchange : FaultForm.spread(traffic(WORK).exchanges(), 1)) {
            assertThat(endBefore(exchange, "TERM")).isEqualTo(128 + 15);
        }
    }

    @Test
    void endsWithAFailureWhenItIsInterrupted() throws Exception {
        assumeFalse(
                Signals.areInterruptsIgnored(),
                "who is started in the background ignores SIGINT, and so do its children");
        for (long exchange : FaultForm.spread(traffic(WORK).exchanges(), 1)) {
            assertThat(endBefore(exchange, "INT")).isEqualTo(128 + 2);
        }
    }

    /** While its session lives, nobody else gets the lock, however long it says nothing. */
    @Test
    void keepsTheLockWhileItIsStopped() throws Exception {
        CompletableFuture<Process> process = new CompletableFuture<>();
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        try (Trial trial = Trial.of(folder(), migrations())) {
            Fault stop = Fault.beforeExchange(LOCK, traffic(LOCK).exchanges() - 1, () -> {
                Signals.send(
                        "STOP", process.orTimeout(SECONDS, TimeUnit.SECONDS).join());
                stopped.complete(true);
            });
            try (FaultyProxy proxy = proxy(stop)) {
                process.complete(start(trial, proxy));
                stopped.get(SECONDS, TimeUnit.SECONDS);
                List<String> before = trial.check();

                assertThat(Refusal.problem(LockedException.class, () -> trial.project()
                                        .migrate())
                                .code())
                        .isEqualTo(ErrorCode.LOCK_HELD);

                assertThat(trial.check()).isEqualTo(before);
                Signals.send("CONT", process.join());
                assertThat(process.join().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(process.join().exitValue()).isZero();
            assertThat(trial.runAgain()).isEmpty();
        } finally {
            process.join().destroyForcibly();
        }
    }
}
