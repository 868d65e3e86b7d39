package dev.whimbrel.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.proxy.Traffic;
import dev.whimbrel.testkit.server.PrivateRedis;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RedisTestDatabase;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Connections are cut, answers lost, processes and servers killed: no command takes effect twice, none is lost. */
@RequiresRedis
final class RedisFaultIT {

    /** The connection for the work; there is another only in longer runs. */
    private static final int WORK = 1;

    private static final long SECONDS = 60;

    @TempDir
    @Nullable
    Path home;

    private @Nullable Marks written;
    private long requestBytes;
    private long answerBytes;
    private int exchanges;

    @BeforeEach
    void learnWhereThereIsSomethingToBreak() {
        written = Marks.write(project("redis://nowhere"));
        try (RedisTestDatabase database = RedisServer.shared().createDatabase();
                FaultyProxy proxy = proxy(database, Fault.NONE)) {
            project(database, proxy).migrate();
            assertThat(marks().check(database)).isEqualTo(marks().count());
            Traffic traffic = proxy.traffic(WORK);
            requestBytes = traffic.requestBytes();
            answerBytes = traffic.answerBytes();
            exchanges = traffic.exchanges();
        }
    }

    private Marks marks() {
        return requireNonNull(written);
    }

    private Path folder() {
        return requireNonNull(home).resolve("migrations");
    }

    private Project project(String url) {
        return Project.of(folder(), new RedisProvider(), DatabaseSettings.of("main", url));
    }

    private Project project(RedisTestDatabase database, FaultyProxy proxy) {
        return project("redis://127.0.0.1:" + proxy.port() + "/" + database.number());
    }

    private Project patient(RedisTestDatabase database) {
        return project(database.url()).with(settings -> settings.withLockWait(Duration.ofSeconds(10)));
    }

    private static FaultyProxy proxy(RedisTestDatabase database, Fault fault) {
        return FaultyProxy.to(database.server().host(), database.server().port(), fault);
    }

    /** {@return numbers from 1 to {@code last} that lie evenly apart} */
    private static LongStream spread(long last, int parts) {
        return LongStream.rangeClosed(1, parts)
                .map(part -> Math.max(1, last * part / parts))
                .distinct();
    }

    private static Optional<RunReport> run(Project project) {
        try {
            return Optional.of(project.migrate());
        } catch (RunFailedException e) {
            return Optional.of(e.report());
        } catch (WhimbrelException e) {
            return Optional.empty();
        }
    }

    private void endure(Fault fault) {
        try (RedisTestDatabase database = RedisServer.shared().createDatabase()) {
            try (FaultyProxy proxy = proxy(database, fault)) {
                Optional<RunReport> report = run(project(database, proxy));
                int applied = marks().check(database);
                assertThat(report.map(told -> told.done().size()).orElse(0))
                        .as("what the run says is done")
                        .isEqualTo(applied);
            }
            marks().checkRecovery(database, patient(database));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(fault + ": " + e.getMessage(), e);
        }
    }

    @Test
    void survivesACutOfTheRequests() {
        spread(requestBytes, 40).forEach(position -> endure(Fault.cutRequestsAfter(WORK, position)));
    }

    @Test
    void survivesACutOfTheAnswers() {
        spread(answerBytes, 40).forEach(position -> endure(Fault.cutAnswersAfter(WORK, position)));
    }

    @Test
    void findsOutWhatBecameOfARequestWhoseAnswerIsLost() {
        spread(exchanges, exchanges).forEach(exchange -> endure(Fault.loseAnswer(WORK, (int) exchange)));
    }

    /** The request is on its way when another process takes over, and arrives when that one is done. */
    @Test
    void doesNothingAfterAnotherHasTakenOver() {
        int refused = 0;
        for (int exchange = 1; exchange <= exchanges; exchange++) {
            try (RedisTestDatabase database = RedisServer.shared().createDatabase()) {
                Fault takeover = Fault.beforeExchange(WORK, exchange, () -> {
                    try (Jedis connection = database.connect()) {
                        connection.del(RedisKeys.LOCK);
                    }
                    project(database.url()).migrate();
                });
                try (FaultyProxy proxy = proxy(database, takeover)) {
                    project(database, proxy).migrate();
                } catch (WhimbrelException e) {
                    assertThat(e.problems()).extracting(Problem::code).containsExactly(ErrorCode.LOCK_LOST);
                    refused++;
                }
                assertThat(marks().check(database)).isEqualTo(marks().count());
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anotherTakesOverSecondsAfterAProcessWasKilled() throws Exception {
        for (long exchange : spread(exchanges, 3).toArray()) {
            CompletableFuture<Process> process = new CompletableFuture<>();
            try (RedisTestDatabase database = RedisServer.shared().createDatabase()) {
                Fault kill = Fault.beforeExchange(WORK, (int) exchange, () -> {
                    Process killed =
                            process.orTimeout(SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
                    killed.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
                });
                try (FaultyProxy proxy = proxy(database, kill)) {
                    process.complete(
                            Migrate.start(folder(), "redis://127.0.0.1:" + proxy.port() + "/" + database.number()));
                    assertThat(process.join().waitFor(SECONDS, TimeUnit.SECONDS))
                            .isTrue();
                    assertThat(process.join().exitValue()).isEqualTo(128 + 9);
                    marks().check(database);
                    patient(database).migrate();
                }
                assertThat(marks().check(database)).isEqualTo(marks().count());
            } finally {
                process.join().destroyForcibly();
            }
        }
    }

    @Nested
    final class OfTheServer {

        private @Nullable PrivateRedis redis;

        @BeforeEach
        void start() {
            redis = RedisServer.start();
        }

        @AfterEach
        void stop() {
            if (redis != null) {
                redis.close();
            }
        }

        /** It is back before the run gives up, with all that it had confirmed. */
        @Test
        void goesOnWhenTheServerIsBackAfterACrash() {
            PrivateRedis crashing = requireNonNull(redis);
            spread(exchanges, exchanges).forEach(exchange -> {
                try (RedisTestDatabase database = crashing.server().createDatabase()) {
                    Fault crash = Fault.loseAnswer(WORK, (int) exchange, crashing::restart);
                    try (FaultyProxy proxy = proxy(database, crash)) {
                        run(project(database, proxy));
                    }
                    marks().checkRecovery(database, patient(database));
                }
            });
        }

        @Test
        void saysThatItCannotTellWhenTheServerDoesNotComeBack() {
            PrivateRedis crashing = requireNonNull(redis);
            try (RedisTestDatabase database = crashing.server().createDatabase()) {
                Fault crash = Fault.loseAnswer(WORK, exchanges - 2, crashing::stopImmediately);
                try (FaultyProxy proxy = proxy(database, crash)) {
                    Problem problem = Refusal.problem(RunFailedException.class, () -> project(database, proxy)
                            .migrate());
                    assertThat(problem.code()).isEqualTo(ErrorCode.UNREACHABLE);
                    assertThat(problem.what()).contains("cannot be asked how far");
                }
                crashing.restart();
                marks().checkRecovery(database, patient(database));
            }
        }
    }
}
