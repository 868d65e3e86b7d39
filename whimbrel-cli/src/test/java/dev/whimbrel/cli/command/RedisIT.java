package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RedisTestDatabase;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The commands on a real Redis. */
@RequiresRedis
class RedisIT {

    @TempDir
    private Path home;

    private RedisTestDatabase database;
    private Workplace work;

    @BeforeEach
    void prepare() {
        database = RedisServer.shared().createDatabase();
        work = new Workplace(home)
                .file("migrations/001_greeting.redis", "SET greeting hello", "# migrate:down", "DEL greeting")
                .file("migrations/002_clear_cache.redis", "UNLINK-MATCHING semcache:*");
    }

    @AfterEach
    void giveBack() {
        database.close();
    }

    @Test
    void takesTheUrlFromTheEnvironment() {
        work.variable("REDIS_URL", database.url());

        assertThat(work.run("migrate", "--verbose").err()).contains("semcache:*: 0 keys removed");
        assertThat(work.run("status").out()).contains("redis", "2 applied");
        assertThat(work.run("health").exitCode()).isZero();
        assertThat(work.run("validate").exitCode()).isZero();
        assertThat(work.run("verify").exitCode()).isZero();
        try (Jedis connection = database.connect()) {
            assertThat(connection.get("greeting")).isEqualTo("hello");
        }
    }

    @Test
    void migratesItBesideAnotherDatabaseAlongOneTimeline() {
        work.file("migrations/003_users.sql", "CREATE TABLE users (id INTEGER);")
                .file("migrations/004_model.redis", "HSET semcache:model dimension 768")
                .file(
                        "whimbrel.yaml",
                        "databases:",
                        "  main: \"sqlite:" + home.resolve("chat.db") + "\"",
                        "  cache: \"" + database.url() + "\"");

        Result result = work.run("migrate");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .containsSubsequence(
                        "001  cache  greeting",
                        "002  cache  clear cache",
                        "003  main   users",
                        "004  cache  model",
                        "4 migrations applied");
    }

    @Test
    void takesOneDatabaseByHandOfAFolderThatServesSeveral() {
        work.file("migrations/003_users.sql", "CREATE TABLE users (id INTEGER);");

        assertThat(work.run("migrate-manual", "--uri", database.url()).out()).contains("2 migrations applied");
        assertThat(work.run("migrate-manual", "--uri", "sqlite:" + home.resolve("chat.db"))
                        .out())
                .contains("1 migration applied");
    }

    @Test
    void showsCommandsAsTheyAreTyped() {
        work.variable("REDIS_URL", database.url());

        assertThat(work.run("migrate", "--dry-run").out())
                .contains("SET greeting hello\n", "UNLINK-MATCHING semcache:*\n");
    }

    @Test
    void writesANewMigrationAndSaysWhereOneFailed() {
        work.variable("REDIS_URL", database.url());
        assertThat(work.run("create", "count", "--kind", "redis", "--down").exitCode())
                .isZero();
        work.file("migrations/003_count.redis", "SET bird curlew", "INCR bird");

        Result result = work.run("migrate");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("WB-0501", "003_count.redis:2:1: INCR bird", "not an integer");
    }

    @Test
    void refusesWhatEndangersTheServer() {
        work.variable("REDIS_URL", database.url()).file("migrations/003_empty.redis", "FLUSHDB");

        Result result = work.run("migrate");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("WB-0215", "003_empty.redis:1:1", "# whimbrel: allow FLUSHDB");
        try (Jedis connection = database.connect()) {
            assertThat(connection.dbSize()).isZero();
        }
    }
}
