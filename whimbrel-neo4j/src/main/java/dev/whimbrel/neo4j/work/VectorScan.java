package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Page.KeyRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.neo4j.driver.Value;

/** Reads all vectors of a work once. To compare them here takes a fraction of what Cypher's own functions take. */
record VectorScan(WorkGraph graph, NodeWork work) {

    private static final int PAGE = 500;

    /** Show each vector, of whatever length. */
    void all(Consumer<float[]> visitor) {
        Nodes nodes = work.nodes();
        Optional<NodeKey> last = nodes.last(graph);
        Optional<String> after = Optional.empty();
        while (last.isPresent()) {
            KeyRange rest = new KeyRange(after, last.get().toString());
            Optional<NodeKey> end = NodeScan.end(graph, nodes, rest, PAGE);
            if (end.isEmpty()) {
                return;
            }
            KeyRange page = new KeyRange(after, end.get().toString());
            String vector = work.requireVectors().vectorProperty();
            graph.query(
                            nodes.match() + "WHERE " + nodes.between(page) + " AND " + vector + " IS NOT NULL\nRETURN "
                                    + vector + " AS vector",
                            Nodes.parameters(page))
                    .forEach(row -> visitor.accept(numbers(row.get("vector"))));
            after = end.map(NodeKey::toString);
        }
    }

    static float[] numbers(Value list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) list.get(i).asDouble();
        }
        return numbers;
    }

    /** {@return that many vectors by chance, or fewer} Those that nothing can be compared with are left out. */
    List<float[]> sample(int count) {
        String vector = work.requireVectors().vectorProperty();
        return graph
                .query(
                        work.nodes().match() + "WHERE " + vector + " IS NOT NULL\nWITH n, rand() AS chance"
                                + " ORDER BY chance LIMIT $count\nRETURN " + vector + " AS vector",
                        Map.of("count", count))
                .stream()
                .map(row -> numbers(row.get("vector")))
                .filter(numbers -> numbers.length == work.requireVectors().dimension())
                .filter(numbers -> Nearness.length(numbers) > 0)
                .toList();
    }
}
