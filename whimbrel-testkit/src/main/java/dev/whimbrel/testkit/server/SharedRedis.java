package dev.whimbrel.testkit.server;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice of the JVM's one Redis server: the first source that has one. Its answer is final. */
final class SharedRedis {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRedis.class);

    private static @Nullable RedisServer server;
    private static @Nullable String failure;

    private SharedRedis() {}

    static synchronized RedisServer server() {
        if (failure != null) {
            throw new ServerUnavailableException(failure);
        }
        if (server == null) {
            try {
                server = choose(List.of(new EnvironmentRedis(), new DockerRedis(), new DebianRedis()));
            } catch (ServerUnavailableException e) {
                failure = e.getMessage();
                throw e;
            }
        }
        return server;
    }

    static RedisServer choose(List<? extends RedisSource> sources) {
        var reasons = new LinkedHashMap<String, ServerAbsentException>();
        for (var source : sources) {
            try {
                var found = source.server();
                LOG.info("Tests use {}, from {}", found, source.title());
                return found;
            } catch (ServerAbsentException e) {
                LOG.debug("No Redis from {}: {}", source.title(), e.getMessage());
                reasons.put(source.title(), e);
            }
        }
        throw ServerUnavailableException.of("Redis", reasons);
    }
}
