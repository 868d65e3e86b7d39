package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.sqlite.SqliteProvider;
import dev.whimbrel.testkit.Eventually;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However many ask, a database is asked once at a time, and the threads stay few. */
@Timeout(60)
final class ManyRequestsIT {

    private static final int MANY = 200;

    @TempDir
    private Path home;

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    /** Held by a test for as long as looks are to last. */
    private final Semaphore passage = new Semaphore(Integer.MAX_VALUE / 2);

    @BeforeEach
    void write() {
        Running.write(home, "001_birds.sql", "CREATE TABLE birds (id INTEGER PRIMARY KEY);");
    }

    /** A real SQLite file, of which each look is counted. */
    private final class CountingProvider implements DatabaseProvider {

        private final DatabaseProvider sqlite = new SqliteProvider();

        @Override
        public String kind() {
            return sqlite.kind();
        }

        @Override
        public boolean accepts(String url) {
            return sqlite.accepts(url);
        }

        @Override
        public Database open(DatabaseSettings settings, Timeouts timeouts) {
            Database database = sqlite.open(settings, timeouts);
            return (Database) Proxy.newProxyInstance(
                    Database.class.getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, args) -> {
                        if (method.getName().equals("health")) {
                            count();
                        }
                        try {
                            return method.invoke(database, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private void count() {
            looks.incrementAndGet();
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            passage.acquireUninterruptibly();
            passage.release();
            atOnce.decrementAndGet();
        }
    }

    private Running running() {
        return new Running(home, List.of(new CountingProvider()), Running.sqlite(home, "main"));
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("whimbrel-") || name.startsWith("server-"));
    }

    @Test
    void requestsThatWaitShareOneLook() {
        try (Running running = running()) {
            passage.drainPermits();
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, MANY)
                    .mapToObj(i -> running.later(i % 2 == 0 ? "/api/v1/health" : "/metrics"))
                    .toList();
            Eventually.holds("the database is looked at", () -> looks.get() == 1);
            long threads = threads().count();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isIn(200, 503));
            assertThat(looks).as("while one look hangs there is no other").hasValue(1);
            assertThat(threads).isLessThan(12);
            passage.release(Integer.MAX_VALUE / 2);
            Eventually.holds(
                    "it is up again", () -> running.get("/api/v1/health").statusCode() == 200);
            assertThat(mostAtOnce).hasValue(1);
        }
    }

    @Test
    void requestsInAStormAreAnsweredFromFewLooks() {
        try (Running running = running()) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(
                            "/api/v1/health", "/api/v1/status", "/metrics", "/", "/readyz")
                    .flatMap(path -> IntStream.range(0, MANY).mapToObj(i -> running.later(path)))
                    .toList();
            answers.forEach(CompletableFuture::join);
            assertThat(answers)
                    .hasSize(5 * MANY)
                    .allSatisfy(answer -> assertThat(answer.join().body()).isNotEmpty());
            assertThat(mostAtOnce).hasValue(1);
            assertThat(looks.get()).isLessThan(MANY);
        }
    }
}
