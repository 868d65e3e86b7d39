package dev.whimbrel.neo4j.work;

import dev.whimbrel.database.sql.work.Recall;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Value;

/**
 * Compares what searches through the index find with what an exact search finds, for a sample of the vectors themselves.
 * Found counts whatever is as near as the farthest of the true nearest, so that equal distances do no harm.
 */
record IndexRecall(WorkGraph graph, NodeWork work) {

    private static final int MOST_QUERIES = 100;
    private static final int FEWEST_QUERIES = 10;
    private static final int NEAREST = 10;
    private static final double SLACK = 1e-6;

    /** Exact searches look at every vector, so of many nodes fewer are compared. */
    private static final long MOST_COMPARISONS = 20_000_000;

    /** {@return what was found; nothing if there are no vectors} */
    Optional<Recall> measure() {
        List<Double> shares =
                graph.query(compare(), Map.of("index", index(), "queries", queries(), "nearest", NEAREST)).stream()
                        .map(row -> share(
                                row.get("exact").asList(Value::asDouble),
                                row.get("found").asList(Value::asDouble)))
                        .sorted()
                        .toList();
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Recall(shares.size(), mean, shares.get((shares.size() - 1) / 20), shares.get(0), true));
    }

    private String index() {
        return work.requireVectors().index().orElseThrow();
    }

    private String withVectors() {
        Vectors vectors = work.requireVectors();
        return work.nodes().match() + "WHERE size(" + vectors.vectorProperty() + ") = " + vectors.dimension() + "\n";
    }

    private long queries() {
        long count = graph.first(withVectors() + "RETURN count(*) AS n", Map.of())
                .map(row -> row.get("n").asLong())
                .orElse(0L);
        return Math.max(FEWEST_QUERIES, Math.min(MOST_QUERIES, MOST_COMPARISONS / Math.max(1, count)));
    }

    private String compare() {
        Vectors vectors = work.requireVectors();
        String vector = vectors.vectorProperty();
        String nearest = "    WITH vector.similarity." + vectors.similarity() + "(" + vector
                + ", sample) AS near ORDER BY near DESC LIMIT $nearest\n    RETURN collect(near) AS ";
        return withVectors() + "WITH " + vector + " AS sample, rand() AS chance ORDER BY chance LIMIT $queries\n"
                + "CALL (sample) {\n" + withVectors() + nearest + "exact\n}\n"
                + "CALL (sample) {\n    CALL db.index.vector.queryNodes($index, $nearest, sample) YIELD node AS n\n"
                + nearest + "found\n}\nRETURN exact, found";
    }

    private static double share(List<Double> exact, List<Double> found) {
        double farthest = exact.get(exact.size() - 1) - SLACK;
        long hits = found.stream().filter(near -> near >= farthest).count();
        return Math.min(1, (double) hits / exact.size());
    }
}
