package dev.whimbrel.neo4j.work;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import dev.whimbrel.neo4j.work.VectorIndexes.Found;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds the index over vectors once they are there, and waits until it holds them all. */
record VectorIndexBuild(WorkGraph graph, Migration migration, NodeWork work, VectorIndex wanted) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** @param progress hears how far it is */
    void run(Consumer<String> progress) {
        String name = work.requireVectors().index().orElseThrow();
        VectorIndexes indexes = new VectorIndexes(graph);
        Optional<Found> index = indexes.of(work);
        if (index.filter(Found::hasFailed).isPresent()) {
            graph.query("DROP INDEX " + Neo4jCypher.quoted(name) + " IF EXISTS", Map.of());
            index = Optional.empty();
        }
        if (index.isEmpty()) {
            graph.query(creation(), Map.of());
        }
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        index = indexes.of(work);
        while (index.filter(Found::isComplete).isEmpty()) {
            Found building = index.filter(found -> !found.hasFailed()).orElseThrow(() -> failed(name));
            progress.accept("building " + name + ": " + Math.round(building.percent()) + " %");
            backoff.pause();
            index = indexes.of(work);
        }
    }

    private MigrationFailedException failed(String name) {
        Vectors vectors = work.requireVectors();
        String why = new VectorIndexes(graph)
                .find(name, work.nodes().label(), vectors.property()).stream()
                        .findFirst()
                        .map(found -> found.hasFailed() ? found.failure() : "there is " + found.words() + " instead")
                        .orElse("somebody has dropped it");
        return new MigrationFailedException(
                new Problem(
                        ErrorCode.VERIFY_INDEX_INVALID,
                        migration.up().name() + ": index " + name + " could not be built",
                        why,
                        "mend the cause, then `whimbrel backfill` builds it anew"),
                null);
    }

    private String creation() {
        Vectors vectors = work.requireVectors();
        String links = wanted.m().map(m -> ", `vector.hnsw.m`: " + m).orElse("");
        String candidates = wanted.efConstruction()
                .map(ef -> ", `vector.hnsw.ef_construction`: " + ef)
                .orElse("");
        return "CREATE VECTOR INDEX " + Neo4jCypher.quoted(vectors.index().orElseThrow()) + " IF NOT EXISTS FOR (n:"
                + Neo4jCypher.quoted(work.nodes().label()) + ") ON (" + vectors.vectorProperty()
                + ") OPTIONS {indexConfig: {`vector.dimensions`: " + vectors.dimension()
                + ", `vector.similarity_function`: '" + vectors.similarity() + "'" + links + candidates + "}}";
    }
}
