package dev.whimbrel.neo4j.work;

import dev.whimbrel.error.Problems;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/**
 * Takes away what long work has made. That a work is gone is one transaction, which also writes a node {@code :WhimbrelRemoval}
 * with the property and the index; those go afterwards, in transactions of their own, and whoever is killed in between leaves
 * the node behind for the next one. What a plain backfill has set stays.
 */
final class NodeRemoval {

    private static final String LOCK = "MATCH (w:WhimbrelWork {version: $version}) REMOVE w.whimbrel_lock";

    private static final String CONTRACT =
            "MATCH (w:WhimbrelWork {version: $version}) SET w.state = 'CONTRACTED', w.active = false";

    private static final String FORGET = "MATCH (w:WhimbrelWork {version: $version}) DELETE w";

    private static final String FORGET_ROWS =
            "MATCH (c:WhimbrelClaim|WhimbrelQueue|WhimbrelDeadLetter {work: $version}) DELETE c";

    private static final String REMEMBER = "CREATE (r:WhimbrelRemoval) SET r = $removal";

    private static final String REMAINING = "MATCH (r:WhimbrelRemoval) RETURN elementId(r) AS id, r {.*} AS removal";

    private final WorkGraph graph;

    NodeRemoval(WorkGraph graph) {
        this.graph = graph;
    }

    /** Forget the work, in the caller's transaction; readers are pointed at the vectors that came before. */
    static void revert(Transaction transaction, String version) {
        transaction.run(LOCK, Map.of("version", version)).consume();
        Optional<NodeWork> work = WorkRegistry.first(transaction, "w.version = $version", Map.of("version", version));
        work.ifPresent(found -> {
            leave(transaction, found);
            transaction.run(FORGET, found.parameters()).consume();
            NodeReaders.leave(transaction, found);
        });
    }

    /** Take away what the work has made, and keep the entry that it was there. {@return what forbids it} */
    static Problems contract(Transaction transaction, String version) {
        transaction.run(LOCK, Map.of("version", version)).consume();
        NodeWork work = WorkRegistry.require(transaction, version);
        Problems problems = NodeReaders.againstContracting(work);
        if (problems.isEmpty()) {
            leave(transaction, work);
            transaction.run(CONTRACT, work.parameters()).consume();
        }
        return problems;
    }

    private static void leave(Transaction transaction, NodeWork work) {
        transaction.run(FORGET_ROWS, work.parameters()).consume();
        work.vectors().ifPresent(vectors -> transaction
                .run(REMEMBER, Map.of("removal", removal(work, vectors)))
                .consume());
    }

    private static Map<String, Object> removal(NodeWork work, Vectors vectors) {
        Map<String, Object> removal = new HashMap<>();
        removal.put("label", work.nodes().label());
        removal.put("property", vectors.property());
        removal.put("hash_property", vectors.hash());
        vectors.index().filter(index -> vectors.ownsIndex()).ifPresent(index -> removal.put("index", index));
        return removal;
    }

    /** Remove properties and indexes that are not needed any more. May be done twice, also at once. */
    void finish() {
        List<Record> remaining = graph.query(REMAINING, Map.of());
        for (Record row : remaining) {
            Value removal = row.get("removal");
            if (!removal.get("index").isNull()) {
                String index = Neo4jCypher.quoted(removal.get("index").asString());
                graph.query("DROP INDEX " + index + " IF EXISTS", Map.of());
            }
            graph.query(properties(removal), Map.of());
            graph.query(
                    "MATCH (r:WhimbrelRemoval) WHERE elementId(r) = $id DELETE r",
                    Map.of("id", row.get("id").asString()));
        }
    }

    private static String properties(Value removal) {
        String vector = Nodes.property(removal.get("property").asString());
        String hash = Nodes.property(removal.get("hash_property").asString());
        return "MATCH (n:" + Neo4jCypher.quoted(removal.get("label").asString()) + ") WHERE " + vector
                + " IS NOT NULL OR " + hash + " IS NOT NULL\nCALL (n) { REMOVE " + vector + ", " + hash
                + " } IN TRANSACTIONS OF 1000 ROWS";
    }
}
