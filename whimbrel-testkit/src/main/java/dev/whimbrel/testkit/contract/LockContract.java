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
public abstract class LockContract extends DatabaseContract {

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
        project().write("001_bird.sql", "CREATE TABLE bird (id INTEGER PRIMARY KEY);");
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
        project().write("000_nest.sql", "CREATE TABLE nest (id INTEGER PRIMARY KEY);");
        project().migrate();
        Project upToDate = otherProject().write("000_nest.sql", "CREATE TABLE nest (id INTEGER PRIMARY KEY);");
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
        project().write("001_fails.sql", "INSERT INTO nowhere VALUES (1);");
        try (var whimbrel = project().open()) {
            Refusal.of(RunFailedException.class, () -> whimbrel.migrate(ALL, RunListener.NONE));

            writeFirstInsteadOfTheFailing();

            assertThat(done(project().migrate())).containsExactly("001");
        }
    }

    private void writeFirstInsteadOfTheFailing() {
        project().delete("001_fails.sql");
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
        project().write("01_story.sql", "CREATE TABLE story (chapter INTEGER);");
        for (int i = 2; i <= MIGRATIONS; i++) {
            project().write("%02d_chapter.sql".formatted(i), "INSERT INTO story SELECT count(*) + 1 FROM story;");
        }
        Project patient = project().with(settings -> settings.withLockWait(Duration.ofSeconds(60)));
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);

        List<RunReport> reports = allAtOnce(() -> {
            start.await(60, TimeUnit.SECONDS);
            return patient.migrate();
        });

        assertThat(reports).flatExtracting(DatabaseContract::done).hasSize(MIGRATIONS);
        assertThat(view()).hasSize(MIGRATIONS);
        assertThat(query("SELECT count(*), max(chapter) FROM story")).containsExactly("11|11");
        assertThat(query("SELECT count(*) FROM whimbrel_history")).containsExactly("" + MIGRATIONS);
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
