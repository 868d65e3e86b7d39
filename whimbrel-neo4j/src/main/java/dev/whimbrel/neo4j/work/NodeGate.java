package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.GateFindings;
import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import dev.whimbrel.neo4j.work.VectorIndexes.Found;
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
        measureVectors(definition);
        return findings.report();
    }

    private long number(String cypher, Map<String, Object> more) {
        return graph.first(cypher, work.parameters(more))
                .map(row -> row.get("n").asLong())
                .orElse(0L);
    }

    /**
     * While the work is being completed, a node that is stale has changed since the sweep a moment ago that found none: it is
     * noted like any change. Later there may have been none for long.
     */
    private void measureCoverage(Gate gate) {
        boolean isLater = work.state() != WorkState.STARTED;
        NodeSweep sweep = new NodeSweep(graph, work);
        long[] counts = {0, 0};
        new NodeScan(graph, work).all(seen -> {
            counts[0] += seen.stream().filter(node -> !node.isEmpty()).count();
            if (isLater) {
                counts[1] += embeddable(NodeSweep.stale(seen));
            } else {
                sweep.note(seen);
            }
        });
        long texts = counts[0];
        long gaps = counts[1];
        double coverage = texts == 0 ? 1 : (double) (texts - gaps) / texts;
        findings.note("rows with a text", String.valueOf(texts));
        findings.note("coverage", GateFindings.share(coverage));
        findings.note("waiting to be embedded again", String.valueOf(number(QUEUED, Map.of())));
        if (coverage < gate.coverage()) {
            findings.refuse(
                    gaps + " of " + texts + " nodes have no vector of their present text",
                    "they have changed since the last backfill; the definition demands a coverage of "
                            + GateFindings.share(gate.coverage()),
                    "`whimbrel backfill` makes them, `whimbrel backfill --follow` keeps doing so");
        }
    }

    private long embeddable(List<Map<String, Object>> stale) {
        return stale.isEmpty() ? 0 : number(NOT_DEAD, Map.of("stale", stale));
    }

    /** Vectors that are zero, that have not the length 1, or not the right count of numbers. */
    private static final class Odd {
        private long zero;
        private long others;
        private long misfits;

        void count(double length) {
            zero += length == 0 ? 1 : 0;
            others += length != 0 && Math.abs(length - 1) > 0.01 ? 1 : 0;
        }
    }

    private void measureVectors(EmbeddingWork definition) {
        Vectors vectors = work.requireVectors();
        boolean isIndexed = vectors.index().isPresent() && isIndexComplete();
        Optional<IndexRecall> recall = isIndexed ? Optional.of(new IndexRecall(graph, work)) : Optional.empty();
        Odd odd = new Odd();
        new VectorScan(graph, work).all(vector -> {
            double length = Nearness.length(vector);
            if (vector.length != vectors.dimension()) {
                odd.misfits++;
            } else {
                odd.count(length);
                recall.filter(comparing -> length > 0).ifPresent(comparing -> comparing.see(vector, length));
            }
        });
        findings.lengths(
                odd.zero,
                vectors.isNormalised() ? odd.others : 0,
                "property " + vectors.property() + " of " + work.nodes().label());
        if (odd.misfits > 0) {
            findings.refuse(
                    odd.misfits + " vectors have not " + vectors.dimension() + " numbers",
                    "the index leaves them out in silence; something else wrote these",
                    "remove them with their hashes, and `whimbrel backfill` makes them anew");
        }
        recall.ifPresent(comparing -> findings.recall(
                comparing.measure(),
                definition.gate(),
                "raise m or ef_construction of the index, or create it in an earlier script without quantization"));
    }

    private boolean isIndexComplete() {
        String name = work.requireVectors().index().orElseThrow();
        Optional<Found> index = new VectorIndexes(graph).of(work);
        String state = index.map(found -> found.state() + ", " + Math.round(found.percent()) + " % built")
                .orElse("not there as it should be");
        findings.note("index", name + ", " + state);
        boolean isComplete = index.filter(Found::isComplete).isPresent();
        if (!isComplete) {
            findings.refuse(
                    "the index " + name + " is " + state,
                    "searches for near vectors need it",
                    "wait if it is being built; otherwise `whimbrel backfill` builds it anew");
        }
        return isComplete;
    }
}
