package dev.whimbrel.testkit.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * A running Redis, and the access to it. Safe for use by several threads.
 *
 * <p>{@link #shared()} is what nearly every test wants. It is the server that {@code WHIMBREL_TEST_REDIS_URL} names, or
 * else a Docker container, or else Debian's own packages, fetched once and unpacked into the user's cache.
 */
public final class RedisServer {

    /** As many databases as a server has that nobody configured. */
    private static final int DATABASES = 16;

    /** A busy disk makes a server that writes its log through keep one waiting for longer than Jedis's two seconds. */
    private static final int TIMEOUT_MILLIS = 60_000;

    private static final SharedServer<RedisServer> SHARED =
            new SharedServer<>("Redis", List.of(new EnvironmentRedis(), new DockerRedis(), new DebianRedis()));

    private final RedisAddress address;
    private final @Nullable RedisDistribution distribution;
    private final ConcurrentLinkedQueue<Integer> unused =
            new ConcurrentLinkedQueue<>(IntStream.range(0, DATABASES).boxed().toList());

    RedisServer(RedisAddress address, @Nullable RedisDistribution distribution) {
        this.address = address;
        this.distribution = distribution;
    }

    /**
     * {@return the one server of this JVM, started by the first call}
     *
     * @throws ServerUnavailableException when no source has one; later calls repeat the first call's answer
     */
    public static RedisServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server of its own, with its own data folder, from the unpacked distribution.
     *
     * @param settings lines for {@code redis.conf}, which win over the testkit's own
     * @throws ServerUnavailableException when this machine cannot have the unpacked distribution
     */
    public static PrivateRedis start(String... settings) {
        var source = new DebianRedis();
        try {
            return source.start(List.of(settings));
        } catch (ServerAbsentException e) {
            throw ServerUnavailableException.of("a private Redis", Map.of(source.title(), e));
        }
    }

    /** {@return the host's name or address} */
    public String host() {
        return address.host();
    }

    /** {@return the TCP port} */
    public int port() {
        return address.port();
    }

    /** {@return the user's name, empty for the default user} */
    public String user() {
        return address.user();
    }

    /** {@return the password, empty if the server asks for none} */
    public String password() {
        return address.password();
    }

    /** {@return the URL of a database, without credentials} */
    public String url(int database) {
        return "redis://" + host() + ":" + port() + "/" + database;
    }

    /** {@return one of the server's databases, empty, that nobody else has} */
    public RedisTestDatabase createDatabase() {
        var number = unused.poll();
        if (number == null) {
            throw new IllegalStateException("All databases of " + this + " are in use; close some");
        }
        var database = new RedisTestDatabase(this, number);
        database.clear();
        return database;
    }

    void giveBack(int database) {
        unused.add(database);
    }

    /** {@return a program of this server's distribution, such as {@code redis-cli}, where the testkit has it as a file} */
    public Optional<Path> program(String name) {
        return Optional.ofNullable(distribution).flatMap(d -> d.program(name));
    }

    /** Opens a connection; the caller closes it. */
    public Jedis connect(int database) {
        var config = DefaultJedisClientConfig.builder()
                .resp2()
                .timeoutMillis(TIMEOUT_MILLIS)
                .database(database);
        if (!user().isEmpty()) {
            config.user(user());
        }
        if (!password().isEmpty()) {
            config.password(password());
        }
        return new Jedis(new HostAndPort(host(), port()), config.build());
    }

    @Override
    public String toString() {
        return "Redis at " + address;
    }
}
