package dev.whimbrel.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.migration.EmbeddingWork.Target;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.Version;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlWorkReaderTests {

    private static LongWork read(MigrationKind kind, String... lines) {
        return new YamlWorkReader()
                .read(kind, new StringReader(String.join("\n", lines)), new Place("007.embedding.yaml", 1, 1));
    }

    private static List<Problem> problems(MigrationKind kind, String... lines) {
        return catchThrowableOfType(TimelineException.class, () -> read(kind, lines)).problems().stream()
                .toList();
    }

    @Test
    void readsAnEmbedding() {
        assertThat(read(
                        MigrationKind.EMBEDDING,
                        "table: chunks",
                        "key: id",
                        "text: content   # a column",
                        "into: chunk_embeddings",
                        "model: all-MiniLM-L6-v2",
                        "type: halfvec",
                        "index: { method: hnsw, distance: cosine, m: 16, ef_construction: 64 }",
                        "view: chunks_now",
                        "gate: { recall: 0.95, dead-letters: 3 }",
                        "batch: 50",
                        "requires: [006, 003]"))
                .isEqualTo(new EmbeddingWork(
                        "chunks",
                        "id",
                        "content",
                        new Target(Target.Place.SIDE_TABLE, "chunk_embeddings"),
                        "all-MiniLM-L6-v2",
                        VectorType.HALFVEC,
                        Optional.of(new VectorIndex(
                                VectorIndex.Method.HNSW,
                                VectorIndex.Distance.COSINE,
                                Optional.of(16),
                                Optional.of(64),
                                Optional.empty())),
                        Optional.of("chunks_now"),
                        Optional.empty(),
                        new Gate(1, 0.95, 0.5, 3),
                        50,
                        List.of(Version.of("006"), Version.of("003"))));
    }

    @Test
    void readsABackfill() {
        assertThat(read(
                        MigrationKind.BACKFILL,
                        "table: chat_messages",
                        "key: id",
                        "set: \"was_truncated = false\"",
                        "where: \"was_truncated IS NULL\""))
                .isEqualTo(new BackfillWork(
                        "chat_messages",
                        "id",
                        "was_truncated = false",
                        Optional.of("was_truncated IS NULL"),
                        BackfillWork.BATCH,
                        List.of()));
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirPlaces() {
        List<Problem> problems = problems(
                MigrationKind.EMBEDDING,
                "tabel: chunks",
                "key: id",
                "text: content",
                "column: embedding",
                "model: m",
                "batch: many",
                "index: { method: hnws }");

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "007.embedding.yaml:1:1: unknown key `tabel`",
                        "007.embedding.yaml:1:1: `table` is missing",
                        "007.embedding.yaml:6:8: `many` is no number",
                        "007.embedding.yaml:7:18: `method` cannot be `hnws`");
        assertThat(problems).extracting(Problem::remedy).contains("did you mean `table`?");
        assertThat(problems).extracting(Problem::why).contains("perhaps `hnsw` is meant");
    }

    @Test
    void wantsOneOfColumnAndInto() {
        assertThat(problems(
                        MigrationKind.EMBEDDING,
                        "table: chunks",
                        "key: id",
                        "text: content",
                        "model: m",
                        "column: embedding",
                        "into: vectors"))
                .extracting(Problem::what)
                .containsExactly("007.embedding.yaml:1:1: `column` and `into` are both there");
    }

    @Test
    void tellsWhereTheSyntaxIsWrong() {
        assertThat(problems(MigrationKind.BACKFILL, "table: a", "set: [x"))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .startsWith("007.embedding.yaml:2:");
    }

    @Test
    void refusesAnIndexThatContradictsItself() {
        assertThat(problems(
                        MigrationKind.EMBEDDING,
                        "table: chunks",
                        "key: id",
                        "text: content",
                        "model: m",
                        "column: e",
                        "index: { method: hnsw, lists: 10 }"))
                .extracting(Problem::why)
                .containsExactly("index.lists is for ivfflat, and the method is hnsw");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(problems(MigrationKind.BACKFILL, "# nothing yet")).hasSize(1);
    }
}
