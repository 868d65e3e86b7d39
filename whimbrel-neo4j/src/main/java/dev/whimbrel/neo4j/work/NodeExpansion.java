package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Distance;
import dev.whimbrel.migration.VectorIndex.Method;
import dev.whimbrel.neo4j.work.VectorIndexes.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Transaction;

/**
 * Makes room for long work: finds out whether it can be, and which names its property and index get, and enters it into the
 * registry. No node of the application's is touched.
 */
final class NodeExpansion {

    private static final int MOST_DIMENSIONS = 4096;

    private static final String PROFILE = """
            MERGE (p:WhimbrelProfile {hash: $hash})
            ON CREATE SET p += $facts, p.created_at = datetime.realtime('Z')
            """;

    /** The property that locks must be known to the graph, though no node keeps it. */
    private static final String REGISTER = """
            CREATE (w:WhimbrelWork)
            SET w = $facts, w.state = 'STARTED', w.active = false, w.is_counted = false, w.rows_total = 0, w.rows_done = 0,
                w.rows_skipped = 0, w.tokens = 0, w.usd = 0.0, w.begun_at = datetime.realtime('Z'), w.whimbrel_lock = true
            REMOVE w.whimbrel_lock
            """;

    private final WorkGraph graph;
    private final Migration migration;
    private final Optional<Profile> profile;

    NodeExpansion(WorkGraph graph, Migration migration, Optional<Profile> profile) {
        this.graph = graph;
        this.migration = migration;
        this.profile = profile;
    }

    private MigrationFailedException because(String what, String why, String remedy) {
        return WorkImpossible.because(migration.up().name(), what, why, remedy);
    }

    /**
     * {@return the facts of the work's node}
     *
     * @throws MigrationFailedException if it cannot be done on these nodes
     */
    Map<String, Object> facts() {
        Nodes nodes = new NodeSubject(graph).of(migration);
        LongWork work = migration.work().orElseThrow();
        Map<String, Object> facts = new HashMap<>();
        facts.put("version", WorkRegistry.version(migration));
        facts.put("kind", migration.kind().name());
        facts.put("name", nodes.label());
        facts.put("label", nodes.label());
        facts.put("key", nodes.key());
        facts.put("batch", work.batch());
        nodes.text().ifPresent(text -> facts.put("text", text));
        nodes.condition().ifPresent(condition -> facts.put("condition", condition));
        if (work instanceof EmbeddingWork embedding) {
            requirePossible(embedding);
            facts.putAll(vectors(nodes, embedding));
        } else {
            facts.put("assignments", ((BackfillWork) work).set());
        }
        return facts;
    }

    private void requirePossible(EmbeddingWork work) {
        if (work.target().place() != Place.COLUMN) {
            throw because(
                    "`into: " + work.target().name() + "` is for tables",
                    "vectors of a graph are a property of the node whose text they are of",
                    "write `column: " + work.target().name() + "`");
        }
        if (work.view().isPresent()) {
            throw because(
                    "no view " + work.view().get() + " can be kept",
                    "`view` is for PostgreSQL",
                    "remove it from the definition, and read the node :WhimbrelReader");
        }
        work.index().ifPresent(this::requirePossible);
    }

    private void requirePossible(VectorIndex index) {
        if (index.method() == Method.IVFFLAT) {
            throw because("there is no index of method ivfflat", "Neo4j has hnsw alone", "write `method: hnsw`");
        }
        if (index.distance() == Distance.INNER_PRODUCT) {
            throw because(
                    "there is no index by inner_product",
                    "Neo4j compares vectors by cosine or l2",
                    "write `distance: cosine`, which orders vectors of the length 1 the same");
        }
        int dimension = profile.orElseThrow().dimension();
        if (dimension > MOST_DIMENSIONS) {
            throw because(
                    "vectors of " + dimension + " numbers cannot be indexed",
                    "Neo4j indexes up to " + MOST_DIMENSIONS,
                    "take a model of a lower dimension, or leave `index` out");
        }
    }

    private Map<String, Object> vectors(Nodes nodes, EmbeddingWork work) {
        String wanted = Neo4jCypher.unquoted(work.target().name());
        String name = nodes.label() + "." + wanted;
        boolean isTaken = graph.write(transaction -> NodeReaders.isTaken(transaction, name));
        String suffix = isTaken ? "_v" + WorkRegistry.version(migration).replaceAll("[^A-Za-z0-9]", "_") : "";
        String property = wanted + suffix;
        requireUnused(nodes, property);
        Map<String, Object> facts = new HashMap<>();
        facts.put("name", name);
        facts.put("property", property);
        facts.put("hash_property", property + "_hash");
        facts.put("similarity", similarity(work));
        facts.put("profile", profile.orElseThrow().hash().hex());
        work.index().ifPresent(index -> facts.putAll(index(nodes, property, similarity(work))));
        return facts;
    }

    private static String similarity(EmbeddingWork work) {
        boolean isEuclidean =
                work.index().filter(index -> index.distance() == Distance.L2).isPresent();
        return isEuclidean ? "euclidean" : "cosine";
    }

    /** A name that the graph has never heard need not be looked for on any node. */
    private void requireUnused(Nodes nodes, String property) {
        List<String> names = List.of(property, property + "_hash");
        boolean isKnown = graph.first(
                        "CALL db.propertyKeys() YIELD propertyKey WHERE propertyKey IN $names RETURN propertyKey LIMIT 1",
                        Map.of("names", names))
                .isPresent();
        String used = nodes.match() + "WHERE " + Nodes.property(names.get(0)) + " IS NOT NULL OR "
                + Nodes.property(names.get(1)) + " IS NOT NULL RETURN 1 LIMIT 1";
        if (isKnown && graph.first(used, Map.of()).isPresent()) {
            throw because(
                    "nodes " + nodes.label() + " have a property " + property + " or " + property + "_hash already",
                    "nobody knows which model's vectors these are",
                    "name another one, or remove it from all nodes in an earlier migration");
        }
    }

    /** An index that an earlier migration made is taken as it is, and stays when the work is reverted. */
    private Map<String, Object> index(Nodes nodes, String property, String similarity) {
        String name = nodes.label() + "_" + property;
        int dimension = profile.orElseThrow().dimension();
        List<Found> present = new VectorIndexes(graph).find(name, nodes.label(), property);
        for (Found found : present) {
            if (!found.isFor(nodes.label(), property, dimension, similarity)) {
                throw because(
                        "index " + found.name() + " is there already, as " + found.words(),
                        "wanted is one on " + nodes.label() + " (" + property + ") of " + dimension + " dimensions, by "
                                + similarity,
                        "drop it in an earlier migration, or name another property");
            }
        }
        return present.isEmpty()
                ? Map.of("index", name, "owns_index", true)
                : Map.of("index", present.get(0).name(), "owns_index", false);
    }

    /** Enter the work in the caller's transaction. */
    void register(Transaction transaction, Map<String, Object> facts) {
        profile.ifPresent(found -> transaction
                .run(PROFILE, Map.of("hash", found.hash().hex(), "facts", facts(found)))
                .consume());
        transaction.run(REGISTER, Map.of("facts", facts)).consume();
    }

    private static Map<String, Object> facts(Profile profile) {
        return Map.of(
                "canonical", profile.canonical(),
                "model", profile.model(),
                "dimension", profile.dimension(),
                "query_prefix", profile.prefixes().query());
    }
}
