package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.model.LetterModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A folder of which the first script makes nodes with texts, and embeddings of them. */
record EmbeddedChunks(Project project, Graph graph) {

    static final int ROWS = 60;

    void writeNodes(int rows) {
        project.write(
                "001_chunks.cypher",
                "CREATE CONSTRAINT chunk_id FOR (c:Chunk) REQUIRE c.id IS UNIQUE;",
                "UNWIND range(1, " + rows + ") AS i CREATE (:Chunk {id: i, content: 'text number ' + i});");
    }

    void writeEmbedding(String file, String model, String... more) {
        project.write(
                file,
                "table: Chunk",
                "key: id",
                "text: content",
                "column: embedding",
                "model: " + model,
                "batch: 10",
                String.join("\n", more));
    }

    List<End> backfill() {
        return project.backfill().stream().map(BackfillReport::end).toList();
    }

    /** Every node with a text has the vector of that text, and no other node has one. */
    void assertCurrent(String property, int dimension) {
        List<String> wrong = graph.query("MATCH (c:Chunk) RETURN coalesce(c.content, ''), c." + property).stream()
                .filter(row -> {
                    String text = row.substring(0, row.lastIndexOf('|'));
                    String vector = row.substring(row.lastIndexOf('|') + 1);
                    return !vector.equals(text.isBlank() ? "" : words(LetterModel.vector(text, dimension)));
                })
                .toList();
        assertThat(wrong).isEmpty();
    }

    /** {@return a vector as the driver shows it: the numbers of the graph have four bytes, those of Java's driver eight} */
    private static String words(float[] vector) {
        return Arrays.stream(boxed(vector)).map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    private static Double[] boxed(float[] vector) {
        Double[] numbers = new Double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            numbers[i] = (double) vector[i];
        }
        return numbers;
    }

    String inUse() {
        return String.join(" ", graph.query("MATCH (r:WhimbrelReader) RETURN r.version + ' ' + r.property"));
    }
}
