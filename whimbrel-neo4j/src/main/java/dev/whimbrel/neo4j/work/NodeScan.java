package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Page.KeyRange;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads nodes with their texts and what their vectors are of, in the order of their keys. */
record NodeScan(WorkGraph graph, NodeWork work) {

    private String columns() {
        return "RETURN " + work.nodes().keyProperty() + " AS key, CASE WHEN "
                + work.nodes().takesPart() + " THEN " + work.nodes().textOf() + " END AS text, "
                + work.requireVectors().hashProperty() + " AS hash ORDER BY key";
    }

    /** {@return the nodes of a page} */
    List<SeenNode> between(KeyRange range) {
        return read(work.nodes().between(range), Nodes.parameters(range));
    }

    /** {@return the nodes that are still there of some} */
    List<SeenNode> of(List<NodeKey> keys) {
        return read(
                work.nodes().keyProperty() + " IN $keys",
                Map.of("keys", keys.stream().map(NodeKey::value).toList()));
    }

    private List<SeenNode> read(String condition, Map<String, Object> parameters) {
        return graph.query(work.nodes().match() + "WHERE " + condition + "\n" + columns(), parameters).stream()
                .map(SeenNode::of)
                .toList();
    }

    /** Show all nodes, page by page, that there are now. */
    void all(Consumer<List<SeenNode>> visitor) {
        new NodePages(graph, work.nodes()).all(page -> visitor.accept(between(page)));
    }
}
