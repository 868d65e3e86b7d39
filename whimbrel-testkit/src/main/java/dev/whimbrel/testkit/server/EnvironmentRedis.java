package dev.whimbrel.testkit.server;

import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The server that an environment variable names. Tests empty its databases.
 *
 * <p>A variable that is set but wrong is a failure and not a reason to look elsewhere: who set it wants that server.
 */
record EnvironmentRedis(Map<String, String> environment) implements ServerSource<RedisServer> {

    private static final String VARIABLE = "WHIMBREL_TEST_REDIS_URL";

    EnvironmentRedis() {
        this(System.getenv());
    }

    @Override
    public String title() {
        return "the environment";
    }

    @Override
    public RedisServer server() throws ServerAbsentException {
        var url = environment.get(VARIABLE);
        if (url == null || url.isBlank()) {
            throw new ServerAbsentException(VARIABLE + " is not set");
        }
        var server = new RedisServer(address(url), null);
        try (var connection = server.connect(0)) {
            connection.ping();
            return server;
        } catch (JedisException e) {
            throw new IllegalStateException("Cannot connect to the server of " + VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private static RedisAddress address(String url) {
        try {
            return RedisAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(VARIABLE + " is wrong: " + e.getMessage(), e);
        }
    }
}
