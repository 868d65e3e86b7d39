package dev.whimbrel.neo4j.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The vector indexes of a database. */
record VectorIndexes(WorkGraph graph) {

    private static final String FIND = """
            SHOW INDEXES YIELD name, type, labelsOrTypes, properties, options, state, populationPercent, failureMessage
            WHERE name = $name OR (type = 'VECTOR' AND labelsOrTypes = [$label] AND properties = [$property])
            RETURN name, type, labelsOrTypes AS labels, properties, state, populationPercent AS percent,
                failureMessage AS failure, options.indexConfig['vector.dimensions'] AS dimension,
                toLower(options.indexConfig['vector.similarity_function']) AS similarity
            """;

    /**
     * An index as it is.
     *
     * @param subject label and property, for people
     * @param failure why it could not be built; empty if it could, or can yet
     */
    record Found(
            String name,
            String type,
            String subject,
            int dimension,
            String similarity,
            String state,
            double percent,
            String failure) {

        boolean isComplete() {
            return state.equals("ONLINE") && percent >= 100;
        }

        boolean hasFailed() {
            return state.equals("FAILED");
        }

        boolean isFor(String label, String property, int dimensionWanted, String similarityWanted) {
            return type.equals("VECTOR")
                    && subject.equals(place(List.of(label), List.of(property)))
                    && dimension == dimensionWanted
                    && similarity.equals(similarityWanted);
        }

        /** {@return what it is, for people} */
        String words() {
            return type.equals("VECTOR")
                    ? "a vector index on " + subject + " of " + dimension + " dimensions, by " + similarity
                    : "an index on " + subject + " of type " + type;
        }
    }

    private static String place(List<String> labels, List<String> properties) {
        return String.join(" | ", labels) + " (" + String.join(", ", properties) + ")";
    }

    /** {@return what has that name, or indexes vectors at that place} */
    List<Found> find(String name, String label, String property) {
        return graph.query(FIND, Map.of("name", name, "label", label, "property", property)).stream()
                .map(VectorIndexes::found)
                .toList();
    }

    /** {@return the index of a work's vectors, if it is there and as it should be} */
    Optional<Found> of(NodeWork work) {
        NodeWork.Vectors vectors = work.requireVectors();
        return vectors.index().flatMap(name -> find(name, work.nodes().label(), vectors.property()).stream()
                .filter(index -> index.name().equals(name))
                .filter(index -> index.isFor(
                        work.nodes().label(), vectors.property(), vectors.dimension(), vectors.similarity()))
                .findFirst());
    }

    private static Found found(Record row) {
        return new Found(
                row.get("name").asString(),
                row.get("type").asString(),
                place(words(row.get("labels")), words(row.get("properties"))),
                row.get("dimension").asInt(0),
                row.get("similarity").asString(""),
                row.get("state").asString(""),
                row.get("percent").asDouble(0),
                row.get("failure").asString(""));
    }

    private static List<String> words(Value names) {
        return names.isNull() ? List.of() : names.asList(Value::asString);
    }
}
