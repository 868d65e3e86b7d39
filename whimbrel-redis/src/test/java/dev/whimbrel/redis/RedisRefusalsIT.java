package dev.whimbrel.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.server.PrivateRedis;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Servers that cannot be reached, or must not be migrated, and what is said of them. */
@RequiresRedis
final class RedisRefusalsIT {

    @TempDir
    @Nullable
    Path home;

    private Project project(String url, UnaryOperator<DatabaseSettings> change) {
        DatabaseSettings settings = change.apply(DatabaseSettings.of("main", url));
        return Project.of(requireNonNull(home).resolve("migrations"), new RedisProvider(), settings)
                .write("001_story.redis", "RPUSH story 1");
    }

    private Project project(String url) {
        return project(url, UnaryOperator.identity());
    }

    /** {@return what health says is wrong, and migrating stumbles over just the same} */
    private Problem problem(Project project) {
        Health health = project.health();
        assertThat(health.problems()).hasSize(1);
        Problem problem = Refusal.problem(DatabaseException.class, project::migrate);
        assertThat(problem).isEqualTo(health.problems().iterator().next());
        return problem;
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void cannotReachAServerThatIsNotThere() throws IOException {
        Problem problem = problem(project("redis://127.0.0.1:" + unusedPort()));

        assertThat(problem.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(problem.why()).contains("Connection refused");
    }

    @Test
    void cannotResolveAHostThatIsUnknown() {
        assertThat(problem(project("redis://nowhere.invalid")).code()).isEqualTo(ErrorCode.UNKNOWN_HOST);
    }

    @Test
    void findsNoDatabaseBeyondTheLast() {
        assertThat(problem(project(RedisServer.shared().url(9999))).code()).isEqualTo(ErrorCode.MISSING_DATABASE);
    }

    @Test
    void asksForThePasswordOrRefusesTheWrongOne() {
        try (PrivateRedis redis = RedisServer.start("requirepass secret")) {
            String url = redis.server().url(0);

            assertThat(problem(project(url)).code()).isEqualTo(ErrorCode.PASSWORD_MISSING);
            assertThat(problem(project(url, settings -> settings.withPassword(Secret.of("guess"))))
                            .code())
                    .isEqualTo(ErrorCode.WRONG_PASSWORD);
            assertThat(project(url, settings -> settings.withPassword(Secret.of("secret")))
                            .migrate()
                            .done())
                    .hasSize(1);
        }
    }

    @Test
    void needsNoMoreThanThePermissionsThatTheDocumentsName() {
        try (PrivateRedis redis = RedisServer.start();
                Jedis connection = redis.server().connect(0)) {
            connection.aclSetUser("curlew", "on", ">secret", "~*", "+@all", "-@dangerous", "+info");
            Project project = project(redis.server().url(0), settings -> settings.withUser("curlew")
                            .withPassword(Secret.of("secret")))
                    .write("002_clear.redis", "UNLINK-MATCHING semcache:*", "DEL story");

            assertThat(project.migrate().done()).hasSize(2);
            assertThat(project.history().entries()).allMatch(entry -> entry.by().equals("curlew"));
            assertThat(project.health().problems()).isEmpty();

            connection.aclSetUser("curlew", "-eval", "-evalsha");
            Problem problem = Refusal.problem(DatabaseException.class, project::migrate);
            assertThat(problem.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(problem.remedy()).contains("ACL SETUSER curlew");
        }
    }

    @Test
    void migratesNoReplica() {
        try (PrivateRedis primary = RedisServer.start();
                PrivateRedis replica = RedisServer.start(
                        "replicaof 127.0.0.1 " + primary.server().port())) {
            Project project = project(replica.server().url(0));

            Problem problem = problem(project);

            assertThat(problem.code()).isEqualTo(ErrorCode.READ_ONLY);
            assertThat(problem.why()).contains("127.0.0.1:" + primary.server().port());

            project(primary.server().url(0)).migrate();
            Eventually.holds(
                    "the replica has the history", () -> !project.history().isEmpty());
            assertThat(project.migrate().done()).isEmpty();
        }
    }

    @Test
    void migratesNoCluster() {
        try (PrivateRedis redis = RedisServer.start("cluster-enabled yes", "cluster-require-full-coverage no")) {
            Problem problem = problem(project(redis.server().url(0)));

            assertThat(problem.code()).isEqualTo(ErrorCode.UNSUPPORTED_SERVER);
            assertThat(problem.what()).contains("cluster mode");
        }
    }

    @Test
    void migratesNoServerThatMayEvictTheHistoryUnlessThatIsAccepted() {
        try (PrivateRedis redis = RedisServer.start("maxmemory 100mb", "maxmemory-policy allkeys-lru")) {
            String url = redis.server().url(0);

            Problem problem = problem(project(url));
            assertThat(problem.code()).isEqualTo(ErrorCode.HISTORY_EVICTABLE);
            assertThat(problem.why()).contains("allkeys-lru");

            assertThat(project(url + "?eviction=accepted").migrate().done()).hasSize(1);
        }
    }

    @Test
    void saysThatMemoryIsFullAndGoesOnWhenThereIsSome() {
        try (PrivateRedis redis = RedisServer.start();
                Jedis connection = redis.server().connect(0)) {
            Project project = project(redis.server().url(0));
            connection.configSet("maxmemory", "1");

            Problem problem = Refusal.problem(DatabaseException.class, project::migrate);

            assertThat(problem.code()).isEqualTo(ErrorCode.DATABASE_REFUSED);
            assertThat(problem.what()).contains("no memory left");
            assertThat(connection.dbSize()).isZero();

            connection.configSet("maxmemory", "0");
            assertThat(project.migrate().done()).hasSize(1);
        }
    }

    @Test
    void pointsAtTheCommandForWhichThereIsNoMemory() {
        try (PrivateRedis redis = RedisServer.start();
                Jedis connection = redis.server().connect(0)) {
            Project project = project(redis.server().url(0));
            project.migrate();
            project.write("002_bird.redis", "SET bird curlew");
            RunListener fills = new RunListener() {
                @Override
                public void stepStarted(Step step) {
                    connection.configSet("maxmemory", "1");
                }
            };

            Problem problem =
                    Refusal.problem(RunFailedException.class, () -> project.migrate(UpOptions.defaults(), fills));

            assertThat(problem.code()).isEqualTo(ErrorCode.MIGRATION_FAILED);
            assertThat(problem.what()).contains("002_bird.redis:1:1: SET bird curlew");
            assertThat(problem.remedy()).contains("maxmemory");

            connection.configSet("maxmemory", "0");
            project.migrate();
            assertThat(connection.get("bird")).isEqualTo("curlew");
        }
    }

    @Test
    void speaksTlsOnlyWithAServerWhoseCertificateItTrusts() throws Exception {
        TestCertificate certificate = TestCertificate.create(requireNonNull(home));
        int port = unusedPort();
        try (PrivateRedis redis = RedisServer.start(
                "tls-port " + port,
                "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.key(),
                "tls-ca-cert-file " + certificate.certificate(),
                "tls-auth-clients no")) {
            String url = "rediss://localhost:" + port + "/0";

            Problem untrusted = problem(project(url));
            assertThat(untrusted.code()).as(untrusted.why()).isEqualTo(ErrorCode.TLS);
            assertThat(problem(project("redis://localhost:" + port)).code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(problem(project("rediss://127.0.0.1:" + port + "/0?sslrootcert=" + certificate.certificate()))
                            .code())
                    .isEqualTo(ErrorCode.TLS);

            Project trusting = project(url + "?sslrootcert=" + certificate.certificate());
            assertThat(trusting.health().details()).containsEntry("tls", "yes");
            assertThat(project(redis.server().url(0)).health().details()).containsEntry("tls", "no");
            assertThat(trusting.migrate().done()).hasSize(1);
        }
    }

    @Test
    void tellsWhatTheServerIsReadyFor() {
        try (PrivateRedis redis = RedisServer.start("maxmemory 100mb", "maxmemory-policy volatile-lru")) {
            Health health = project(redis.server().url(0)).health();

            assertThat(health.isUp()).isTrue();
            assertThat(health.details())
                    .containsEntry("mode", "standalone")
                    .containsEntry("role", "primary")
                    .containsEntry("user", "default")
                    .containsEntry("tls", "no")
                    .containsEntry("persistence", "append-only file, appendfsync always")
                    .containsKey("modules")
                    .containsEntry("lock", "free");
            assertThat(health.details().get("version")).startsWith("8.");
            assertThat(health.details().get("memory")).endsWith(" of 104857600 bytes, volatile-lru");
        }
        try (PrivateRedis redis = RedisServer.start("appendonly no")) {
            assertThat(project(redis.server().url(0)).health().details().get("persistence"))
                    .startsWith("none: a restart loses all keys");
        }
    }
}
