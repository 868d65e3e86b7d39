package dev.whimbrel.yaml;

import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.migration.EmbeddingWork.Target;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Distance;
import dev.whimbrel.migration.VectorIndex.Method;
import dev.whimbrel.migration.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What an {@code .embedding.yaml} says. */
final class EmbeddingFields {

    private static final List<String> KEYS = List.of(
            "table",
            "key",
            "text",
            "column",
            "into",
            "model",
            "type",
            "index",
            "view",
            "where",
            "gate",
            "batch",
            "requires");
    private static final List<String> INDEX_KEYS = List.of("method", "distance", "m", "ef_construction", "lists");
    private static final List<String> GATE_KEYS = List.of("coverage", "recall", "worst-recall", "dead-letters");

    private static final Map<String, VectorType> TYPES =
            Map.of("vector", VectorType.VECTOR, "halfvec", VectorType.HALFVEC);
    private static final Map<String, Method> METHODS = Map.of("hnsw", Method.HNSW, "ivfflat", Method.IVFFLAT);
    private static final Map<String, Distance> DISTANCES =
            Map.of("cosine", Distance.COSINE, "l2", Distance.L2, "inner_product", Distance.INNER_PRODUCT);

    private EmbeddingFields() {}

    static Optional<EmbeddingWork> read(Node root, Findings findings) {
        Fields fields = Fields.of(root, KEYS, findings);
        String table = fields.required("table");
        String key = fields.required("key");
        String text = fields.required("text");
        String model = fields.required("model");
        Optional<Target> target = target(fields);
        VectorType type = fields.word("type", TYPES).orElse(VectorType.VECTOR);
        Optional<VectorIndex> index = fields.fields("index", INDEX_KEYS).flatMap(EmbeddingFields::index);
        Optional<String> view = fields.text("view");
        Optional<String> where = fields.text("where");
        Gate gate =
                fields.fields("gate", GATE_KEYS).flatMap(EmbeddingFields::gate).orElse(Gate.defaults());
        int batch = fields.positive("batch").orElse(EmbeddingWork.BATCH);
        List<Version> requires = fields.list("requires", Version::of);
        return findings.isEmpty()
                ? target.map(to ->
                        new EmbeddingWork(table, key, text, to, model, type, index, view, where, gate, batch, requires))
                : Optional.empty();
    }

    private static Optional<Target> target(Fields fields) {
        if (fields.has("column") == fields.has("into")) {
            fields.refuse(
                    fields.has("column") ? "`column` and `into` are both there" : "`column` or `into` is missing",
                    "the vectors go either beside the text or into a table of their own",
                    "write one: `column: embedding`, or `into: chunk_embeddings`");
            return Optional.empty();
        }
        return fields.text("column")
                .map(name -> new Target(Target.Place.COLUMN, name))
                .or(() -> fields.text("into").map(name -> new Target(Target.Place.SIDE_TABLE, name)));
    }

    private static Optional<VectorIndex> index(Fields fields) {
        Optional<Method> method = fields.word("method", METHODS);
        Optional<Distance> distance = fields.word("distance", DISTANCES);
        Optional<Integer> m = fields.positive("m");
        Optional<Integer> efConstruction = fields.positive("ef_construction");
        Optional<Integer> lists = fields.positive("lists");
        try {
            return Optional.of(new VectorIndex(
                    method.orElse(Method.HNSW), distance.orElse(Distance.COSINE), m, efConstruction, lists));
        } catch (IllegalArgumentException e) {
            fields.refuse("this index cannot be", String.valueOf(e.getMessage()), "remove what is not for the method");
            return Optional.empty();
        }
    }

    private static Optional<Gate> gate(Fields fields) {
        Gate defaults = Gate.defaults();
        double coverage = share(fields, "coverage").orElse(defaults.coverage());
        double recall = share(fields, "recall").orElse(defaults.recall());
        double worst = share(fields, "worst-recall").orElse(defaults.worstRecall());
        long dead = fields.value("dead-letters", EmbeddingFields::count).orElse(defaults.deadLetters());
        return Optional.of(new Gate(coverage, recall, worst, dead));
    }

    private static Optional<Double> share(Fields fields, String key) {
        return fields.value(key, text -> {
            double share = Double.parseDouble(text);
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("it must lie between 0 and 1");
            }
            return share;
        });
    }

    private static Long count(String text) {
        long count = Long.parseLong(text);
        if (count < 0) {
            throw new IllegalArgumentException("it must not be negative");
        }
        return count;
    }
}
