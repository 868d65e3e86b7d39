package dev.whimbrel.neo4j;

import dev.whimbrel.testkit.server.Neo4jServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** What tests look at, and do, behind the back of Whimbrel. Safe for use by several threads. */
final class Graph implements AutoCloseable {

    private final Driver driver;

    private Graph(Driver driver) {
        this.driver = driver;
    }

    static Graph at(Neo4jServer server) {
        return new Graph(GraphDatabase.driver(server.url(), AuthTokens.basic(server.user(), server.password())));
    }

    /** {@return the rows of a query: the columns as text, divided by {@code |}} */
    List<String> query(String cypher) {
        try (Session session = driver.session()) {
            return session.run(cypher).list(row -> row.values().stream()
                    .map(value -> value.isNull() ? "" : value.asObject().toString())
                    .collect(Collectors.joining("|")));
        }
    }

    /** {@return a session, to be closed by the caller} */
    Session session() {
        return driver.session();
    }

    void execute(String... statements) {
        for (String statement : statements) {
            query(statement);
        }
    }

    /** Remove everything, Whimbrel's own included. */
    void clear() {
        query("SHOW CONSTRAINTS YIELD name").forEach(name -> execute("DROP CONSTRAINT `" + name + "` IF EXISTS"));
        indexes().forEach(name -> execute("DROP INDEX `" + name + "` IF EXISTS"));
        execute("MATCH (n) DETACH DELETE n");
    }

    private List<String> indexes() {
        return query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name ORDER BY name");
    }

    /** {@return the names of the scripts' own constraints and indexes} */
    List<String> schema() {
        return indexes().stream().filter(name -> !name.startsWith("whimbrel_")).toList();
    }

    /** {@return the scripts' own constraints and indexes, and the labels of all nodes} */
    List<String> catalog() {
        return Stream.concat(
                        schema().stream(),
                        query("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT 'label ' + label AS l ORDER BY l")
                                .stream())
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
