package dev.whimbrel.examples.localrag;

import dev.whimbrel.testkit.server.Neo4jServer;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RedisServer;

/**
 * Where the application's three servers are to be found.
 *
 * @param postgres host and port
 * @param neo4j host and port
 * @param redis host and port
 */
record Servers(Address postgres, Address neo4j, Address redis) {

    record Address(String host, int port) {

        static Address local(int port) {
            return new Address("127.0.0.1", port);
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** {@return the servers that all tests share} */
    static Servers shared() {
        return new Servers(
                new Address(
                        PostgresServer.shared().host(), PostgresServer.shared().port()),
                new Address(Neo4jServer.shared().host(), Neo4jServer.shared().port()),
                new Address(RedisServer.shared().host(), RedisServer.shared().port()));
    }

    Servers withPostgres(int port) {
        return new Servers(Address.local(port), neo4j, redis);
    }

    Servers withNeo4j(int port) {
        return new Servers(postgres, Address.local(port), redis);
    }

    Servers withRedis(int port) {
        return new Servers(postgres, neo4j, Address.local(port));
    }
}
