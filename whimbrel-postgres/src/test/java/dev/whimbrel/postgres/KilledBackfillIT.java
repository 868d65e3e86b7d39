package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Processes with backfills that are killed before the server gets any of their requests, or is at work on it. */
class KilledBackfillIT extends InterferedBackfillTest {

    private static final long SECONDS = 60;

    /** How often a process is started until one could be killed: what it finds may be less than it takes to get there. */
    private static final int ATTEMPTS = 10;

    private static final int KILLS = Integer.getInteger("whimbrel.faults.kills", FaultForm.isLong() ? 1000 : 50);

    private Process start(FaultyProxy proxy) throws Exception {
        return Backfill.start(home().resolve("migrations"), url(proxy), database());
    }

    /**
     * Start a process and kill it.
     *
     * @param pause right before the request if it is zero, else while the server may be at work on it
     * @return whether it was killed before it was done
     */
    private boolean isKilledAt(int connection, int exchange, Duration pause) throws Exception {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Fault kill = Fault.beforeExchange(connection, exchange, () -> {
            Process process = started.orTimeout(SECONDS, TimeUnit.SECONDS).join();
            if (pause.isZero()) {
                process.destroyForcibly();
                process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            } else {
                CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS)
                        .execute(process::destroyForcibly);
            }
        });
        try (FaultyProxy proxy = proxy(kill)) {
            started.complete(start(proxy));
            Process process = started.join();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() == 128 + 9;
        } finally {
            started.join().destroyForcibly();
        }
    }

    /** Two at a time: while one is killed, another works on, and takes over what it had claimed. */
    @Test
    void losesNothingWhenProcessesAreKilledWhileTheyWork() throws Exception {
        Random random = new Random(FaultForm.seed());
        AtomicInteger rounds = new AtomicInteger();
        List<Callable<Boolean>> kills = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int exchange = 10 + random.nextInt(60);
            Duration pause = kill % 2 == 0 ? Duration.ZERO : Duration.ofNanos(1 + random.nextInt(5_000_000));
            kills.add(() -> {
                boolean isKilled = false;
                for (int i = 0; i < ATTEMPTS && !isKilled; i++) {
                    write(rounds.getAndIncrement());
                    isKilled = isKilledAt(WORKER, exchange, pause);
                    assertNothingIsLost();
                }
                return isKilled;
            });
        }
        ExecutorService killers = Executors.newFixedThreadPool(2);
        try {
            underChanges(() -> {
                for (Future<Boolean> kill : killers.invokeAll(kills)) {
                    assertThat(kill.get()).isTrue();
                }
            });
        } finally {
            killers.shutdownNow();
        }
        checkTheEnd();
    }

    @Test
    void losesNothingWhenItIsKilledBetweenPagesAndTheEnd() throws Exception {
        AtomicInteger killed = new AtomicInteger();
        underChanges(() -> {
            for (int connection = WORKER + 1; connection <= WORKER + 5; connection++) {
                killed.addAndGet(isKilledAt(connection, 4, Duration.ZERO) ? 1 : 0);
            }
        });
        assertThat(killed).hasPositiveValue();
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
