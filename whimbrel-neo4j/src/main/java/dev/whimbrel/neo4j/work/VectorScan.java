package dev.whimbrel.neo4j.work;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Value;

/** Reads all vectors of a work once. To compare them here takes a fraction of what Cypher's own functions take. */
record VectorScan(WorkGraph graph, NodeWork work) {

    /** Show each vector, of whatever length. */
    void all(Consumer<float[]> visitor) {
        Nodes nodes = work.nodes();
        String vector = work.requireVectors().vectorProperty();
        new NodePages(graph, nodes).all(page -> graph.query(
                        nodes.match() + "WHERE " + nodes.between(page) + " AND " + vector + " IS NOT NULL\nRETURN "
                                + vector + " AS vector",
                        Nodes.parameters(page))
                .forEach(row -> visitor.accept(numbers(row.get("vector")))));
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
