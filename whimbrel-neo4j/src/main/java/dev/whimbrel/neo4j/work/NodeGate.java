package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.database.sql.work.GateFindings;
import dev.whimbrel.database.sql.work.Recall;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import dev.whimbrel.neo4j.work.VectorIndexes.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures vectors of nodes against what their definition demands. */
final class NodeGate {

    private static final String NOT_DEAD = """
            UNWIND $stale AS stale
            WITH stale WHERE NOT EXISTS {
                MATCH (d:WhimbrelDeadLetter {work: $version, key: stale.key}) WHERE d.source_hash = stale.hash }
            RETURN count(*) AS n
            """;

    private static final String DEAD = "MATCH (d:WhimbrelDeadLetter {work: $version}) RETURN count(*) AS n";
    private static final String QUEUED = "MATCH (q:WhimbrelQueue {work: $version}) RETURN count(*) AS n";

    private final WorkGraph graph;
    private final NodeWork work;
    private final GateFindings findings;

    NodeGate(WorkGraph graph, NodeWork work) {
        this.graph = graph;
        this.work = work;
        this.findings = new GateFindings(work.name() + " (" + work.version() + ")");
    }

    GateReport measure(EmbeddingWork definition) {
        measureCoverage(definition.gate());
        findings.deadLetters(number(DEAD, Map.of()), definition.gate(), "the nodes :WhimbrelDeadLetter");
        measureLengths();
        if (work.requireVectors().index().isPresent()) {
            measureIndex(definition);
        }
        return findings.report();
    }

    private long number(String cypher, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(work.parameters());
        parameters.putAll(more);
        return graph.first(cypher, parameters).map(row -> row.get("n").asLong()).orElse(0L);
    }

    /**
     * While the work is being completed, a node that is stale has changed since the sweep a moment ago that found none: it is
     * noted like any change. Later there may have been none for long.
     */
    private void measureCoverage(Gate gate) {
        long[] texts = {0};
        List<Map<String, Object>> stale = new ArrayList<>();
        boolean isLater = work.state() != WorkState.STARTED;
        NodeSweep sweep = new NodeSweep(graph, work);
        new NodeScan(graph, work).all(seen -> {
            texts[0] += seen.stream().filter(node -> !node.isEmpty()).count();
            if (isLater) {
                stale.addAll(NodeSweep.stale(seen));
            } else {
                sweep.note(seen);
            }
        });
        long gaps = stale.isEmpty() ? 0 : number(NOT_DEAD, Map.of("stale", stale));
        double coverage = texts[0] == 0 ? 1 : (double) (texts[0] - gaps) / texts[0];
        findings.note("rows with a text", String.valueOf(texts[0]));
        findings.note("coverage", GateFindings.share(coverage));
        findings.note("waiting to be embedded again", String.valueOf(number(QUEUED, Map.of())));
        if (coverage < gate.coverage()) {
            findings.refuse(
                    gaps + " of " + texts[0] + " nodes have no vector of their present text",
                    "they have changed since the last backfill; the definition demands a coverage of "
                            + GateFindings.share(gate.coverage()),
                    "`whimbrel backfill` makes them, `whimbrel backfill --follow` keeps doing so");
        }
    }

    private record Lengths(long zero, long odd, long misfits) {}

    /** The similarity to the zero vector tells the length, and is computed faster than a sum over the numbers. */
    private void measureLengths() {
        Vectors vectors = work.requireVectors();
        String vector = vectors.vectorProperty();
        String measure = work.nodes().match() + "WHERE " + vector + " IS NOT NULL\nWITH CASE WHEN size(" + vector
                + ") = $dimension THEN vector.similarity.euclidean(" + vector + ", $zero) END AS near\n"
                + "WITH near, abs(sqrt(1 / near - 1) - 1) > 0.01 AS odd\n"
                + "RETURN count(CASE WHEN near = 1 THEN 1 END) AS zero, count(CASE WHEN near < 1 AND odd THEN 1 END) AS odd,"
                + " count(CASE WHEN near IS NULL THEN 1 END) AS misfits";
        Map<String, Object> parameters =
                Map.of("dimension", vectors.dimension(), "zero", new float[vectors.dimension()]);
        Lengths lengths = graph.first(measure, parameters)
                .map(row -> new Lengths(
                        row.get("zero").asLong(),
                        row.get("odd").asLong(),
                        row.get("misfits").asLong()))
                .orElseThrow();
        findings.lengths(
                lengths.zero(),
                vectors.isNormalised() ? lengths.odd() : 0,
                "property " + vectors.property() + " of " + work.nodes().label());
        if (lengths.misfits() > 0) {
            findings.refuse(
                    lengths.misfits() + " vectors have not " + vectors.dimension() + " numbers",
                    "the index leaves them out in silence; something else wrote these",
                    "remove them, and `whimbrel backfill` makes them anew");
        }
    }

    private void measureIndex(EmbeddingWork definition) {
        String name = work.requireVectors().index().orElseThrow();
        Optional<Found> index = new VectorIndexes(graph).of(work);
        findings.note(
                "index",
                index.map(found -> name + ", " + found.state() + ", " + Math.round(found.percent()) + " %")
                        .orElse("none"));
        if (index.filter(Found::isComplete).isEmpty()) {
            findings.refuse(
                    "the index " + name
                            + index.map(found ->
                                            " is " + found.state() + ", " + Math.round(found.percent()) + " % built")
                                    .orElse(" is not there as it should be"),
                    "searches for near vectors need it",
                    "wait if it is being built; otherwise DROP INDEX " + Neo4jCypher.quoted(name) + " IF EXISTS, then "
                            + VectorIndexBuild.create(work, definition.index().orElseThrow()));
            return;
        }
        Optional<Recall> recall = new IndexRecall(graph, work).measure();
        findings.recall(
                recall,
                definition.gate(),
                "ask for more neighbours than you need; or m or ef_construction of the index");
    }
}
