package dev.whimbrel.testkit.server;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice of the JVM's one PostgreSQL server: the first source that has one. Its answer is final. */
final class SharedPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(SharedPostgres.class);

    private static @Nullable PostgresServer server;
    private static @Nullable String failure;

    private SharedPostgres() {}

    static synchronized PostgresServer server() {
        if (failure != null) {
            throw new ServerUnavailableException(failure);
        }
        if (server == null) {
            try {
                server = choose(List.of(new EnvironmentPostgres(), new DockerPostgres(), new DebianPostgres()));
            } catch (ServerUnavailableException e) {
                failure = e.getMessage();
                throw e;
            }
        }
        return server;
    }

    static PostgresServer choose(List<? extends PostgresSource> sources) {
        var reasons = new LinkedHashMap<String, ServerAbsentException>();
        for (var source : sources) {
            try {
                var found = source.server();
                LOG.info("Tests use {}, from {}", found, source.title());
                return found;
            } catch (ServerAbsentException e) {
                LOG.debug("No PostgreSQL from {}: {}", source.title(), e.getMessage());
                reasons.put(source.title(), e);
            }
        }
        throw ServerUnavailableException.of("PostgreSQL 17 with pgvector", reasons);
    }
}
