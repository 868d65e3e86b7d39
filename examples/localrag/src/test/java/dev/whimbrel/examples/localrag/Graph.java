package dev.whimbrel.examples.localrag;

import dev.whimbrel.testkit.server.Neo4jServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;

/** The knowledge graph, as the application sees it. */
final class Graph implements AutoCloseable {

    private final Driver driver;

    private Graph(Driver driver) {
        this.driver = driver;
    }

    /** {@return the server's one database, emptied} */
    @SuppressWarnings("deprecation") // the driver would tell stderr of itself
    static Graph empty(Neo4jServer server) {
        Graph graph = new Graph(GraphDatabase.driver(
                server.url(),
                AuthTokens.basic(server.user(), server.password()),
                Config.builder().withLogging(Logging.none()).build()));
        graph.clear();
        return graph;
    }

    /** {@return the rows of a query: the columns as text, divided by a space} */
    List<String> query(String cypher) {
        try (Session session = driver.session()) {
            return session.run(cypher).list(row -> row.values().stream()
                    .map(value -> value.isNull() ? "-" : value.asObject().toString())
                    .collect(Collectors.joining(" ")));
        }
    }

    void clear() {
        query("SHOW CONSTRAINTS YIELD name").forEach(name -> query("DROP CONSTRAINT `" + name + "`"));
        query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
                .forEach(name -> query("DROP INDEX `" + name + "`"));
        query("MATCH (n) DETACH DELETE n");
    }

    /** {@return constraints and indexes, and what is in the graph; Whimbrel's own left out} */
    List<String> catalog() {
        return Stream.of(
                        "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties WHERE NOT name STARTS WITH 'whimbrel_'"
                                + " RETURN 'constraint', name, type, labelsOrTypes, properties ORDER BY name",
                        "SHOW INDEXES YIELD name, type, state, entityType, labelsOrTypes, properties"
                                + " WHERE NOT name STARTS WITH 'whimbrel_' AND type <> 'LOOKUP'"
                                + " RETURN 'index', name, type, state, entityType, labelsOrTypes, properties ORDER BY name",
                        "MATCH (t:EntityType) RETURN 'type', t.name ORDER BY t.name",
                        "MATCH (a)-[r:MAY_RELATE]->(b) RETURN a.name AS a, r.kind AS kind, b.name AS b ORDER BY a, kind, b")
                .map(this::query)
                .flatMap(List::stream)
                .toList();
    }

    /** {@return how often each migration was applied} */
    Map<String, Long> applied() {
        return query("MATCH (m:WhimbrelMigration {outcome: 'applied'}) RETURN m.version").stream()
                .collect(Collectors.groupingBy(version -> version, Collectors.counting()));
    }

    @Override
    public void close() {
        driver.close();
    }
}
