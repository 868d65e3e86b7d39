package dev.whimbrel.redis;

import static java.util.Objects.requireNonNull;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RedisTestDatabase;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** What these tests share: an empty database and an empty folder for each. */
@RequiresRedis
abstract class RedisTest {

    @TempDir
    @Nullable
    Path home;

    private @Nullable RedisTestDatabase created;
    private @Nullable Project prepared;

    @BeforeEach
    void createDatabase() {
        RedisTestDatabase database = RedisServer.shared().createDatabase();
        created = database;
        prepared = project(database.url());
    }

    @AfterEach
    void giveDatabaseBack() {
        if (created != null) {
            created.close();
        }
    }

    final RedisTestDatabase database() {
        return requireNonNull(created);
    }

    final Project project() {
        return requireNonNull(prepared);
    }

    /** {@return the same folder for another URL} */
    final Project project(String url) {
        return Project.of(
                requireNonNull(home).resolve("migrations"), new RedisProvider(), DatabaseSettings.of("main", url));
    }

    final <T> T ask(Function<Jedis, T> question) {
        try (Jedis connection = database().connect()) {
            return question.apply(connection);
        }
    }

    final boolean exists(String key) {
        return ask(connection -> connection.exists(key));
    }

    /** {@return the keys that fit a pattern} */
    final Set<String> keys(String pattern) {
        return ask(connection -> connection.keys(pattern));
    }

    /** {@return what was appended to the list {@code story}} */
    final List<String> story() {
        return ask(connection -> connection.lrange("story", 0, -1));
    }
}
