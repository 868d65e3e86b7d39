package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Recall;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what searches through the index find with what an exact search finds, for a sample of the vectors themselves.
 * Found counts whatever is as near as the farthest of the true nearest, so that equal distances do no harm.
 */
final class IndexRecall {

    private static final int QUERIES = 100;
    private static final int NEAREST = 10;
    private static final double SLACK = 1e-6;

    private static final String SEARCH = """
            CALL db.index.vector.queryNodes($index, $nearest, $question) YIELD node AS n
            RETURN\s""";

    private final WorkGraph graph;
    private final Vectors vectors;
    private final List<float[]> questions = new ArrayList<>();
    private final List<Nearness> exact = new ArrayList<>();

    IndexRecall(WorkGraph graph, NodeWork work) {
        this.graph = graph;
        this.vectors = work.requireVectors();
        boolean isCosine = vectors.similarity().equals("cosine");
        for (float[] question : new VectorScan(graph, work).sample(QUERIES)) {
            questions.add(question);
            exact.add(new Nearness(question, isCosine, NEAREST));
        }
    }

    /** Take a vector into account: each is to be seen once. */
    void see(float[] vector, double length) {
        exact.forEach(nearness -> nearness.see(vector, length));
    }

    /** {@return what searches find of what was seen; nothing if there are no vectors} */
    Optional<Recall> measure() {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            shares.add(share(questions.get(i), exact.get(i)));
        }
        shares.sort(null);
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Recall(shares.size(), mean, shares.get((shares.size() - 1) / 20), shares.get(0), true));
    }

    private double share(float[] question, Nearness nearness) {
        double farthest = nearness.farthest() - SLACK;
        Map<String, Object> parameters =
                Map.of("index", vectors.index().orElseThrow(), "nearest", NEAREST, "question", question);
        long hits = graph.query(SEARCH + vectors.vectorProperty() + " AS vector", parameters).stream()
                .map(row -> row.get("vector"))
                .filter(vector -> !vector.isNull())
                .map(VectorScan::numbers)
                .filter(vector -> nearness.of(vector, Nearness.length(vector)) >= farthest)
                .count();
        return Math.min(1, (double) hits / nearness.count());
    }
}
