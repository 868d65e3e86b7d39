package dev.whimbrel.redis;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Opens connections to one Redis database, all set up alike. Thread-safe. */
final class RedisConnector {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** In seconds: when to ask a silent peer, how often, and after how many questions it is given up. */
    private static final int KEEPALIVE_IDLE = 15;

    private static final int KEEPALIVE_INTERVAL = 5;
    private static final int KEEPALIVE_COUNT = 3;

    private static final String DEFAULT_USER = "default";

    private final DatabaseSettings settings;
    private final RedisUrl url;

    RedisConnector(DatabaseSettings settings, RedisUrl url) {
        this.settings = settings;
        this.url = url;
    }

    String name() {
        return settings.name();
    }

    RedisUrl url() {
        return url;
    }

    /** {@return who the history says has migrated} */
    String user() {
        return settings.user().filter(user -> !user.isEmpty()).orElse(DEFAULT_USER);
    }

    /** {@return a new connection, which waits no longer than ten seconds for an answer unless told to} */
    Connection connect() {
        HostAndPort server = new HostAndPort(url.host(), url.port());
        JedisClientConfig config = config();
        return new Connection(new LastingSocketFactory(server, config), config);
    }

    private JedisClientConfig config() {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .database(url.database())
                .clientName("whimbrel")
                // It costs a round trip to tell the server which library this is.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        settings.user().filter(user -> !user.isEmpty()).ifPresent(config::user);
        settings.password().map(Secret::reveal).ifPresent(config::password);
        if (url.tls() == RedisUrl.Tls.VERIFIED) {
            RedisTls.protect(config, url.rootCertificate());
        }
        return config.build();
    }

    /** A server that vanished without a word must not be waited for for ever, nor a busy one be given up. */
    private static final class LastingSocketFactory extends DefaultJedisSocketFactory {

        private static final Map<java.net.SocketOption<Integer>, Integer> OPTIONS = Map.of(
                ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE,
                ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL,
                ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_COUNT);

        LastingSocketFactory(HostAndPort server, JedisClientConfig config) {
            super(server, config);
        }

        @Override
        public Socket createSocket() {
            Socket socket = super.createSocket();
            try {
                socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                for (Map.Entry<java.net.SocketOption<Integer>, Integer> option : OPTIONS.entrySet()) {
                    if (socket.supportedOptions().contains(option.getKey())) {
                        socket.setOption(option.getKey(), option.getValue());
                    }
                }
                return socket;
            } catch (IOException e) {
                throw new JedisConnectionException("the socket cannot be set up", e);
            }
        }
    }
}
