package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Profile;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * Long work as the graph remembers it.
 *
 * @param version by which it is found
 * @param name what readers find the vectors by
 * @param assignments what is set on each node; nothing for embeddings
 * @param vectors where vectors go; nothing for other work
 */
record NodeWork(
        String version,
        String name,
        WorkState state,
        Nodes nodes,
        Optional<String> assignments,
        int batch,
        Optional<Vectors> vectors,
        boolean isActive) {

    /**
     * Where the vectors of nodes are.
     *
     * @param property of the vector
     * @param hash the property with the SHA-256 of the text that the vector is of
     * @param index its name; nothing without one
     * @param ownsIndex whether the work made it
     * @param similarity {@code cosine} or {@code euclidean}
     * @param profile the hash of the profile
     */
    record Vectors(
            String property,
            String hash,
            Optional<String> index,
            boolean ownsIndex,
            String similarity,
            String profile,
            int dimension,
            String canonical) {

        String vectorProperty() {
            return Nodes.property(property);
        }

        String hashProperty() {
            return Nodes.property(hash);
        }

        boolean isNormalised() {
            return Profile.parse(canonical).normalisation() == Normalisation.L2;
        }
    }

    static NodeWork read(Record row) {
        Value work = row.get("work");
        Nodes nodes = new Nodes(
                work.get("label").asString(), work.get("key").asString(), text(work, "text"), text(work, "condition"));
        return new NodeWork(
                work.get("version").asString(),
                work.get("name").asString(),
                WorkState.valueOf(work.get("state").asString()),
                nodes,
                text(work, "assignments"),
                work.get("batch").asInt(),
                work.get("property").isNull() ? Optional.empty() : Optional.of(vectors(work, row.get("profile"))),
                work.get("active").asBoolean(false));
    }

    private static Vectors vectors(Value work, Value profile) {
        return new Vectors(
                work.get("property").asString(),
                work.get("hash_property").asString(),
                text(work, "index"),
                work.get("owns_index").asBoolean(false),
                work.get("similarity").asString(),
                work.get("profile").asString(),
                profile.get("dimension").asInt(),
                profile.get("canonical").asString());
    }

    private static Optional<String> text(Value work, String name) {
        return work.get(name).isNull()
                ? Optional.empty()
                : Optional.of(work.get(name).asString());
    }

    Vectors requireVectors() {
        return vectors.orElseThrow();
    }

    /** {@return the parameters of a query that asks for this work} */
    Map<String, Object> parameters() {
        return Map.of("version", version);
    }

    /** {@return the same with more} */
    Map<String, Object> parameters(Map<String, Object> more) {
        return Parameters.both(parameters(), more);
    }
}
