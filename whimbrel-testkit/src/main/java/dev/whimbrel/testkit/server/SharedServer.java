package dev.whimbrel.testkit.server;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's one server of a kind: that of the first source that has one. The answer of the first call is final. Safe for
 * use by several threads.
 *
 * @param <S> the kind of server
 */
final class SharedServer<S> {

    private static final Logger LOG = LoggerFactory.getLogger(SharedServer.class);

    private final String wanted;
    private final List<ServerSource<S>> sources;
    private @Nullable S server;
    private @Nullable String failure;

    /** @param wanted the kind of server in words */
    SharedServer(String wanted, List<ServerSource<S>> sources) {
        this.wanted = wanted;
        this.sources = List.copyOf(sources);
    }

    /** @throws ServerUnavailableException when no source has one; later calls repeat the first call's answer */
    synchronized S get() {
        if (failure != null) {
            throw new ServerUnavailableException(failure);
        }
        S known = server;
        if (known != null) {
            return known;
        }
        try {
            S chosen = choose();
            server = chosen;
            return chosen;
        } catch (ServerUnavailableException e) {
            failure = e.getMessage();
            throw e;
        }
    }

    private S choose() {
        var reasons = new LinkedHashMap<String, ServerAbsentException>();
        for (var source : sources) {
            try {
                var found = source.server();
                LOG.info("Tests use {}, from {}", found, source.title());
                return found;
            } catch (ServerAbsentException e) {
                LOG.debug("No {} from {}: {}", wanted, source.title(), e.getMessage());
                reasons.put(source.title(), e);
            }
        }
        throw ServerUnavailableException.of(wanted, reasons);
    }
}
