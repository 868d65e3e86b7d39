package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Migration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/** Looks at nodes before long work begins, or goes on: how many there are, and some of their texts. */
record NodeSurvey(WorkGraph graph, Migration migration, Optional<WorkStatus> begun) {

    private static final int SAMPLE = 500;

    /** What a node takes beside its vector: the hash, and the links between properties. */
    private static final int ROW = 150;

    /** What a vector takes in the index beside its numbers: one more byte a number, and the links to its neighbours. */
    private static final int INDEX_ROW = 150;

    TableSurvey survey(Optional<Profile> profile) {
        Nodes nodes = new NodeSubject(graph).of(migration);
        boolean isEmbedding = nodes.text().isPresent();
        Record counted = graph.first(
                        nodes.match() + "WHERE " + nodes.takesPart() + "\nRETURN count(*) AS rows, count(CASE WHEN "
                                + (isEmbedding ? nodes.isBlank() : "false") + " THEN 1 END) AS empty",
                        Map.of())
                .orElseThrow();
        long rows = counted.get("rows").asLong();
        long empty = counted.get("empty").asLong();
        Optional<Double> rate = begun.map(WorkStatus::rowsPerSecond).filter(measured -> measured > 0);
        long done = begun.map(status -> status.done() + status.skipped()).orElse(0L);
        if (!isEmbedding) {
            // Nodes that are done do not take part any more, where the definition says which need it.
            long all = nodes.condition().isPresent() ? rows + done : rows;
            return new TableSurvey(all, 0, done, rate, List.of(), Needs.NONE, Map.of(), Problems.NONE);
        }
        Needs needs = needs(profile.orElseThrow(), rows - empty);
        return new TableSurvey(rows, empty, done, rate, sample(nodes), needs, notes(), Problems.NONE);
    }

    private static Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("changes", "found by reading all texts: Neo4j has no triggers");
        return notes;
    }

    private List<String> sample(Nodes nodes) {
        String sample = nodes.match() + "WHERE " + nodes.takesPart() + " AND NOT " + nodes.isBlank()
                + "\nWITH n, rand() AS chance ORDER BY chance LIMIT " + SAMPLE + "\nRETURN " + nodes.textOf()
                + " AS text";
        return graph.query(sample, Map.of()).stream()
                .map(row -> row.get("text").asString())
                .toList();
    }

    private Needs needs(Profile profile, long texts) {
        List<String> makes = new ArrayList<>();
        boolean hasIndex;
        if (begun.isEmpty()) {
            Map<String, Object> facts = new NodeExpansion(graph, migration, Optional.of(profile)).facts();
            makes.add("property " + facts.get("property") + " of " + facts.get("label") + " with vectors of "
                    + profile.dimension() + " numbers, and " + facts.get("hash_property"));
            hasIndex = facts.containsKey("index");
            if (hasIndex) {
                makes.add("vector index " + facts.get("index") + " by " + facts.get("similarity"));
            }
        } else {
            hasIndex = new WorkRegistry(graph)
                    .require(migration)
                    .requireVectors()
                    .index()
                    .isPresent();
        }
        long vector = (long) profile.dimension() * Float.BYTES;
        long index = hasIndex ? texts * (vector + profile.dimension() + INDEX_ROW) : 0;
        return new Needs(makes, texts * (vector + ROW), index, 0, 0, List.of());
    }
}
