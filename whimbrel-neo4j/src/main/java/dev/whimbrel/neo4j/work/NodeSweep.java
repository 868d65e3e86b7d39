package dev.whimbrel.neo4j.work;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Transaction;

/**
 * Finds nodes whose vector is not of their present text and notes them, for nothing else notes changes in this database; and
 * removes vectors of nodes that have no text any more. Reads every text once.
 */
final class NodeSweep {

    private static final String NOTE = """
            UNWIND $stale AS stale
            WITH stale WHERE NOT EXISTS {
                MATCH (d:WhimbrelDeadLetter {work: $version, key: stale.key}) WHERE d.source_hash = stale.hash }
            MERGE (:WhimbrelQueue {work: $version, key: stale.key})
            """;

    private final WorkGraph graph;
    private final NodeWork work;
    private long noted;

    NodeSweep(WorkGraph graph, NodeWork work) {
        this.graph = graph;
        this.work = work;
    }

    /** {@return how many nodes were noted that were not noted before} */
    long run() {
        new NodeScan(graph, work).all(seen -> {
            noted += note(seen);
            List<Object> orphaned = seen.stream()
                    .filter(SeenNode::isOrphaned)
                    .map(node -> node.key().value())
                    .toList();
            if (!orphaned.isEmpty()) {
                graph.write(transaction -> remove(transaction, orphaned));
            }
        });
        return noted;
    }

    /** Note those that are stale, and not known to be impossible to embed. {@return how many are new} */
    long note(List<SeenNode> seen) {
        List<Map<String, Object>> stale = stale(seen);
        if (stale.isEmpty()) {
            return 0;
        }
        Map<String, Object> parameters = work.parameters(Map.of("stale", stale));
        return graph.write(transaction ->
                (long) transaction.run(NOTE, parameters).consume().counters().nodesCreated());
    }

    static List<Map<String, Object>> stale(List<SeenNode> seen) {
        return seen.stream()
                .filter(SeenNode::isStale)
                .map(node -> Map.<String, Object>of(
                        "key", node.key().value(), "hash", node.hash().orElseThrow()))
                .toList();
    }

    private boolean remove(Transaction transaction, List<Object> keys) {
        Nodes nodes = work.nodes();
        transaction
                .run(
                        "UNWIND $keys AS key\n" + nodes.match() + "WHERE " + nodes.keyProperty() + " = key\n"
                                + Nodes.LOCK + "WITH n WHERE NOT " + nodes.takesPart() + " OR " + nodes.isBlank()
                                + "\nREMOVE " + work.requireVectors().vectorProperty() + ", "
                                + work.requireVectors().hashProperty(),
                        Map.of("keys", keys))
                .consume();
        return true;
    }
}
