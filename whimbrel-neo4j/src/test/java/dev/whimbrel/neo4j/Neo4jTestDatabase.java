package dev.whimbrel.neo4j;

import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.contract.ContractDatabase;
import dev.whimbrel.testkit.contract.Dialect;
import dev.whimbrel.testkit.server.Neo4jServer;
import java.time.Instant;
import java.util.List;

/** The shared server's one database, emptied. */
final class Neo4jTestDatabase implements ContractDatabase {

    private final Neo4jServer server;
    private final Graph graph;

    private Neo4jTestDatabase(Neo4jServer server) {
        this.server = server;
        this.graph = Graph.at(server);
        graph.clear();
    }

    static Neo4jTestDatabase create() {
        return new Neo4jTestDatabase(Neo4jServer.shared());
    }

    Graph graph() {
        return graph;
    }

    Neo4jServer server() {
        return server;
    }

    @Override
    public DatabaseProvider provider() {
        return new Neo4jProvider();
    }

    @Override
    public DatabaseSettings settings() {
        return settings(server.port());
    }

    /** {@return how to reach it by way of a proxy on that port} */
    DatabaseSettings settings(int port) {
        return DatabaseSettings.of("main", "bolt://127.0.0.1:" + port)
                .withUser(server.user())
                .withPassword(Secret.of(server.password()));
    }

    @Override
    public Dialect dialect() {
        return CypherDialect.CYPHER;
    }

    @Override
    public List<String> catalog() {
        return graph.catalog();
    }

    @Override
    public List<String> story() {
        return graph.query("MATCH (c:Chapter) RETURN c.number, c.title ORDER BY c.number");
    }

    /** As docs/history.md says. */
    @Override
    public List<String> applied() {
        return graph.query("""
                MATCH (m:WhimbrelMigration)
                WHERE m.outcome IN ['applied', 'adopted', 'baseline'] AND NOT EXISTS {
                    MATCH (later:WhimbrelMigration)
                    WHERE later.rank > m.rank
                      AND coalesce(later.version, later.description) = coalesce(m.version, m.description)
                      AND (later.outcome IN ['applied', 'adopted', 'baseline', 'reverting', 'reverted', 'missing accepted']
                        OR (later.outcome = 'revert failed' AND later.statements_done > 0))
                }
                RETURN coalesce(m.version, ''), m.script ORDER BY m.rank
                """);
    }

    @Override
    public Instant now() {
        return Instant.parse(
                graph.query("RETURN toString(datetime.realtime('Z'))").get(0));
    }

    @Override
    public void drop(String thing) {
        if (thing.equals("story")) {
            graph.execute("MATCH (c) WHERE c:Story OR c:Chapter DETACH DELETE c");
        } else {
            graph.execute("DROP CONSTRAINT " + thing);
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
