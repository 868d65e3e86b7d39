package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** One at a time: what the lock excludes, and when it is not needed. */
abstract class LockContract extends DatabaseContract {

    private static final int AT_ONCE = 8;
    private static final int MIGRATIONS = 12;
    private static final UpOptions ALL = UpOptions.defaults();

    /** Does something while a step runs, and so while the lock is held. */
    private record WhileLocked(Runnable action) implements RunListener {

        @Override
        public void stepStarted(Step step) {
            action.run();
        }
    }

    private void writeFirst() {
        project().write(file("001_bird"), create("bird"));
    }

    @Test
    void excludesASecondWhimbrel() {
        writeFirst();
        Events second = new Events();

        RunReport report = project().migrate(ALL, new WhileLocked(() -> {
            Problem problem =
                    Refusal.problem(LockedException.class, () -> project().migrate(ALL, second));
            assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_HELD);
        }));

        assertThat(second.heard()).containsExactly("waiting for main");
        assertThat(done(report)).containsExactly("001");
    }

    @Test
    void saysThatItWaitsOnlyOnce() {
        writeFirst();
        Events second = new Events();
        Project patient = project().with(settings -> settings.withLockWait(Duration.ofMillis(300)));

        project()
                .migrate(
                        ALL,
                        new WhileLocked(() -> Refusal.of(LockedException.class, () -> patient.migrate(ALL, second))));

        assertThat(second.heard()).containsExactly("waiting for main");
    }

    @Test
    void needsNoLockWhenNothingIsPending() {
        project().write(file("000_nest"), create("nest"));
        project().migrate();
        Project upToDate = otherProject().write(file("000_nest"), create("nest"));
        writeFirst();
        Events second = new Events();

        project().migrate(ALL, new WhileLocked(() -> upToDate.migrate(ALL, second)));

        assertThat(second.heard()).containsExactly("stopped");
    }

    @Test
    void looksWhileAnotherMigrates() {
        writeFirst();
        List<Integer> steps = new ArrayList<>();

        project()
                .migrate(
                        ALL,
                        new WhileLocked(() -> steps.add(project().plan().steps().size())));

        assertThat(steps).containsExactly(1);
    }

    @Test
    void givesTheLockBackAfterARunThatFailed() {
        project().write(file("001_fails"), refused());
        try (var whimbrel = project().open()) {
            Refusal.of(RunFailedException.class, () -> whimbrel.migrate(ALL, RunListener.NONE));

            writeFirstInsteadOfTheFailing();

            assertThat(done(project().migrate())).containsExactly("001");
        }
    }

    private void writeFirstInsteadOfTheFailing() {
        project().delete(file("001_fails"));
        writeFirst();
    }

    @Test
    void waitsUntilTheOtherIsDoneAndThenHasNothingToDo() throws Exception {
        writeFirst();
        Project patient = project().with(settings -> settings.withLockWait(Duration.ofSeconds(60)));
        CountDownLatch waiting = new CountDownLatch(1);
        RunListener tellsThatItWaits = new RunListener() {
            @Override
            public void waiting(String database, Optional<String> holder) {
                waiting.countDown();
            }
        };
        CompletableFuture<RunReport> second = new CompletableFuture<>();

        RunReport first = project().migrate(ALL, new WhileLocked(() -> {
            second.completeAsync(() -> patient.migrate(ALL, tellsThatItWaits), command -> new Thread(command).start());
            await(waiting);
        }));

        assertThat(done(first)).containsExactly("001");
        assertThat(done(second.get(60, TimeUnit.SECONDS))).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void appliesEachMigrationOnceWhenManyStartAtOnce() throws Exception {
        project().write(file("01_story"), createStory());
        for (int i = 2; i <= MIGRATIONS; i++) {
            project().write(file("%02d_chapter".formatted(i)), next("chapter " + i));
        }
        Project patient = project().with(settings -> settings.withLockWait(Duration.ofSeconds(60)));
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);

        List<RunReport> reports = allAtOnce(() -> {
            start.await(60, TimeUnit.SECONDS);
            return patient.migrate();
        });

        assertThat(reports).flatExtracting(DatabaseContract::done).hasSize(MIGRATIONS);
        assertThat(view()).hasSize(MIGRATIONS);
        assertThat(story()).hasSize(MIGRATIONS - 1).last().isEqualTo("11|chapter 12");
        assertThat(project().history().entries()).hasSize(MIGRATIONS);
    }

    private static List<RunReport> allAtOnce(Callable<RunReport> call)
            throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<RunReport>> futures = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                futures.add(threads.submit(call));
            }
            List<RunReport> reports = new ArrayList<>();
            for (Future<RunReport> future : futures) {
                reports.add(future.get(120, TimeUnit.SECONDS));
            }
            return reports;
        } finally {
            threads.shutdownNow();
        }
    }
}
