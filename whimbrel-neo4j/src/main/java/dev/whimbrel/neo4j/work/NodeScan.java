package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Page.KeyRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads nodes with their texts and what their vectors are of, in the order of their keys. */
record NodeScan(WorkGraph graph, NodeWork work) {

    private static final int PAGE = 500;

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
        Optional<NodeKey> last = work.nodes().last(graph);
        Optional<String> after = Optional.empty();
        while (last.isPresent()) {
            KeyRange rest = new KeyRange(after, last.get().toString());
            Optional<NodeKey> end = end(graph, work.nodes(), rest, PAGE);
            if (end.isEmpty()) {
                return;
            }
            visitor.accept(between(new KeyRange(after, end.get().toString())));
            after = end.map(NodeKey::toString);
        }
    }

    /** {@return the last key of the next page; nothing if there is none} */
    static Optional<NodeKey> end(WorkGraph graph, Nodes nodes, KeyRange rest, int batch) {
        Map<String, Object> parameters = new HashMap<>(Nodes.parameters(rest));
        parameters.put("batch", batch);
        return graph.first(nodes.nextPage(rest), parameters)
                .map(row -> row.get("end"))
                .filter(end -> !end.isNull())
                .map(NodeKey::of);
    }
}
