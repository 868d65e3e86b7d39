package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.ClientException;

/** Finds the nodes that a definition names, and sees to it that they can be found one by one, in order. */
record NodeSubject(WorkGraph graph) {

    private static final String CONSTRAINTS = """
            SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties
            WHERE labelsOrTypes = [$label] AND properties = [$key]
                AND (type ENDS WITH 'UNIQUENESS' OR type ENDS WITH 'KEY')
            RETURN type
            """;

    private static final String LABEL = "CALL db.labels() YIELD label WHERE label = $label RETURN label";

    /**
     * {@return the nodes of this work}
     *
     * @throws dev.whimbrel.error.MigrationFailedException if they have no key, or an expression cannot be read
     */
    Nodes of(Migration migration) {
        LongWork work = migration.work().orElseThrow();
        String script = migration.up().name();
        Nodes nodes = Nodes.of(work);
        requireUnique(script, nodes);
        requireOrdered(script, work, nodes);
        requireReadable(script, nodes, migration);
        return nodes;
    }

    private void requireUnique(String script, Nodes nodes) {
        boolean isUnique = graph.first(CONSTRAINTS, Map.of("label", nodes.label(), "key", nodes.key()))
                .isPresent();
        if (!isUnique && graph.first(LABEL, Map.of("label", nodes.label())).isEmpty()) {
            throw WorkImpossible.because(
                    script,
                    "there is no label " + nodes.label(),
                    "no node has it, and no constraint",
                    "make such nodes in an earlier migration, or correct the name");
        }
        if (!isUnique) {
            throw WorkImpossible.because(
                    script,
                    "property " + nodes.key() + " of " + nodes.label() + " cannot be the key",
                    "a key is a property with a uniqueness constraint of its own",
                    "in an earlier migration: CREATE CONSTRAINT FOR (n:" + Neo4jCypher.quoted(nodes.label())
                            + ") REQUIRE " + nodes.keyProperty() + " IS UNIQUE");
        }
    }

    private void requireOrdered(String script, LongWork work, Nodes nodes) {
        Optional<Value> first = graph.first(nodes.edge("ASC"), Map.of()).map(row -> row.get("key"));
        Optional<Value> last = graph.first(nodes.edge("DESC"), Map.of()).map(row -> row.get("key"));
        if (first.isPresent() && last.isPresent() && !NodeKey.areOrdered(first.get(), last.get())) {
            throw WorkImpossible.noKey(
                    script,
                    work,
                    "its values are numbers, or texts, but not both; here they reach from "
                            + first.get().type().name() + " to "
                            + last.get().type().name());
        }
    }

    private void requireReadable(String script, Nodes nodes, Migration migration) {
        String expressions = "RETURN " + nodes.takesPart()
                + nodes.text().map(text -> ", " + nodes.textOf()).orElse("");
        String assignments =
                migration.work().orElseThrow() instanceof BackfillWork backfill ? "SET " + backfill.set() + "\n" : "";
        try {
            graph.query("EXPLAIN " + nodes.match() + assignments + expressions, Map.of());
        } catch (ClientException e) {
            throw WorkImpossible.because(
                    script,
                    "an expression over the nodes cannot be read",
                    String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "),
                    "a name alone is a property; anything longer is Cypher over a node called n, as n.title + n.body");
        }
    }
}
