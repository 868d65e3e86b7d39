package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The lock's connection, or that of the work, is ended before any request of a run. */
final class LostLockIT extends FaultTest {

    private static final int PARTS = 7;
    private static final long SECONDS = 60;

    private static final String END_LOCK = "SELECT pg_terminate_backend(pid) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND classid = 1464355149"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final String END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'whimbrel' AND datname = current_database()";

    private static final String END_WORK =
            END_ALL + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1464355149)";

    private void endureBeforeEachRequest(String sql) {
        FaultForm.spread(traffic(WORK).exchanges(), PARTS)
                .forEach(exchange ->
                        endure(trial -> Fault.beforeExchange(WORK, exchange.intValue(), () -> trial.query(sql))));
    }

    @Test
    void survivesTheEndOfTheWorksConnection() {
        endureBeforeEachRequest(END_WORK);
    }

    @Test
    void survivesTheEndOfTheLocksConnection() {
        endureBeforeEachRequest(END_LOCK);
    }

    @Test
    void survivesTheEndOfBoth() {
        endureBeforeEachRequest(END_ALL);
    }

    /** Somebody ends the lock's connection alone, and another process takes the lock while the first one works on. */
    @Test
    void writesNothingOnceAnotherMigrates() throws Exception {
        for (long exchange : FaultForm.spread(traffic(WORK).exchanges(), 2 * PARTS)) {
            try (Trial trial = Trial.of(folder(), migrations())) {
                letAnotherTakeOver(trial, (int) exchange);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + FaultForm.seed() + ", exchange " + exchange, e);
            }
        }
    }

    private void letAnotherTakeOver(Trial trial, int exchange)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<RunReport> second = new CompletableFuture<>();
        Fault takeover = Fault.beforeExchange(WORK, exchange, () -> {
            trial.query(END_LOCK);
            startAndAwaitTheLock(trial, second);
        });
        List<String> done = new ArrayList<>();
        Optional<WhimbrelException> failure = Optional.empty();
        try (FaultyProxy proxy = proxy(takeover)) {
            done.addAll(Trial.versions(trial.project(proxy.port()).migrate()));
        } catch (RunFailedException e) {
            done.addAll(Trial.versions(e.report()));
            failure = Optional.of(e);
        } catch (WhimbrelException e) {
            failure = Optional.of(e);
        }

        done.addAll(Trial.versions(second.get(SECONDS, TimeUnit.SECONDS)));

        assertThat(trial.check()).isEqualTo(migrations().versions());
        // Who lost the lock finds in the history what was done, and cannot tell by whom.
        assertThat(failure.isEmpty() ? done : new TreeSet<>(done))
                .as("what both say is done, " + failure)
                .containsExactlyInAnyOrderElementsOf(migrations().versions());
        assertThat(failure.stream().flatMap(lost -> lost.problems().stream()))
                .extracting(Problem::code)
                .isSubsetOf(ErrorCode.LOCK_LOST, ErrorCode.LOCK_HELD);
    }

    /** Return when the second process is through, or waits. */
    private static void startAndAwaitTheLock(Trial trial, CompletableFuture<RunReport> second) {
        CountDownLatch waitsOrIsDone = new CountDownLatch(1);
        RunListener listener = new RunListener() {
            @Override
            public void waiting(String database, Optional<String> holder) {
                waitsOrIsDone.countDown();
            }
        };
        Runnable run = () -> {
            try {
                second.complete(trial.patient().migrate(UpOptions.defaults(), listener));
            } catch (RuntimeException e) {
                second.completeExceptionally(e);
            } finally {
                waitsOrIsDone.countDown();
            }
        };
        new Thread(run).start();
        try {
            assertThat(waitsOrIsDone.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
