package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.Estimate;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes of vectors: which are built, of what, and what stands in their way. */
class VectorIndexIT extends BackfillTest {

    private static final String GATE = "gate: { recall: 0, worst-recall: 0 }";

    private void write(String model, String index, String... more) {
        project()
                .write(
                        "002_embed.embedding.yaml",
                        "table: chunks",
                        "key: id",
                        "text: content",
                        "into: vectors",
                        "model: " + model,
                        "index: " + index,
                        String.join("\n", more));
    }

    private List<String> definitions() {
        return query("SELECT indexdef FROM pg_indexes WHERE tablename = 'vectors' AND indexname <> 'vectors_pkey'");
    }

    /**
     * Make the extension one of an older version, as far as its SQL goes: what later versions have added is not there. The
     * library stays the server's own.
     */
    private void version(String version) {
        database()
                .execute(
                        "UPDATE pg_extension SET extversion = '" + version + "' WHERE extname = 'vector'",
                        // what belongs to an extension cannot be dropped piece by piece
                        "DELETE FROM pg_depend WHERE deptype = 'e' AND refobjid ="
                                + " (SELECT oid FROM pg_extension WHERE extname = 'vector')");
        Version old = Version.of(version);
        if (old.compareTo(Version.of("0.7")) < 0) {
            database()
                    .execute(
                            "DROP TYPE halfvec CASCADE",
                            "DROP TYPE sparsevec CASCADE",
                            "DROP FUNCTION l2_normalize(vector), binary_quantize(vector), subvector(vector, int, int),"
                                    + " vector_concat(vector, vector), hamming_distance(bit, bit),"
                                    + " jaccard_distance(bit, bit) CASCADE",
                            "DROP OPERATOR <+> (vector, vector) CASCADE");
        }
        if (old.compareTo(Version.of("0.6")) < 0) {
            database().execute("ALTER TYPE vector SET (STORAGE = extended)");
        }
        if (old.compareTo(Version.of("0.5")) < 0) {
            database()
                    .execute(
                            "DROP ACCESS METHOD hnsw CASCADE",
                            "DROP FUNCTION l1_distance(vector, vector), vector_mul(vector, vector) CASCADE");
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "3300, 3"})
    void makesAListForEachThousandRows(int rows, int lists) {
        write("letters-26", "{ method: ivfflat, distance: inner_product }", GATE, "batch: 1000");
        project().migrate();
        database().execute("INSERT INTO chunks SELECT i, 'row ' || i FROM generate_series(251, " + rows + ") AS i");
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        assertThat(definitions()).hasSize(1);
        assertThat(definitions().get(0)).contains("ivfflat (embedding vector_ip_ops)", "lists='" + lists + "'");
    }

    @Test
    void buildsNoListsOfNothing() {
        write("letters-26", "{ method: ivfflat }");
        project().migrate();
        database().execute("DELETE FROM chunks");
        Problem problem = Refusal.problem(MigrationFailedException.class, this::backfill);
        assertThat(problem.code()).isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(problem.what()).contains("empty table");

        database().execute("INSERT INTO chunks VALUES (1, 'a row')");
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
    }

    @Test
    void saysWhichSettingFindsMoreInLists() {
        write("letters-26", "{ method: ivfflat, lists: 60 }", "gate: { recall: 1, worst-recall: 1 }");
        project().migrate();
        BackfillReport report = backfill().get(0);
        assertThat(report.end()).isEqualTo(End.GATE_FAILED);
        assertThat(report.problems())
                .extracting(Problem::remedy)
                .singleElement()
                .asString()
                .contains("ivfflat.probes");
    }

    @Test
    void indexesMoreThanTwoThousandDimensionsInTwoBytesEach() {
        write("letters-3000", "{ method: hnsw }", "type: halfvec");
        project().migrate();
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        assertThat(definitions().get(0)).contains("halfvec_cosine_ops");
        assertThat(query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid ="
                        + " 'vectors'::regclass AND attname = 'embedding'"))
                .containsExactly("halfvec(3000)");
    }

    /** What a build that was interrupted leaves is kept by every write, and used by no search. */
    @Test
    void buildsAnewWhatAnInterruptedBuildHasLeft() {
        write("letters-26", "{ method: hnsw }");
        project().migrate();
        database()
                .execute(
                        "CREATE INDEX vectors_embedding_hnsw ON vectors USING hnsw (embedding vector_cosine_ops)",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'vectors_embedding_hnsw'::regclass");
        String left = query("SELECT 'vectors_embedding_hnsw'::regclass::oid").get(0);

        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);

        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'vectors_embedding_hnsw'::regclass"))
                .containsExactly("t");
        assertThat(query("SELECT 'vectors_embedding_hnsw'::regclass::oid").get(0))
                .isNotEqualTo(left);
        assertThat(definitions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX vectors_embedding_hnsw",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'vectors_embedding_hnsw'::regclass"
            })
    void buildsAnewAnIndexThatIsGoneOrInvalidAfterTheEnd(String damage) {
        write("letters-26", "{ method: hnsw }");
        project().migrate();
        backfill();
        database().execute(damage);
        assertThat(project().verify()).isNotEmpty();

        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.CAUGHT_UP);

        assertThat(project().verify()).isEmpty();
        assertThat(definitions()).hasSize(1);
        assertThat(backfill()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.4.4, hnsw, vector, HNSW", "0.6.2, hnsw, halfvec, halfvec"})
    void refusesWhatAnOldVersionHasNot(String version, String method, String type, String words) {
        write("letters-26", "{ method: " + method + " }", "type: " + type);
        project().write("001_chunks.sql", "CREATE TABLE chunks (id bigint PRIMARY KEY, content text);");
        database().execute("CREATE EXTENSION vector");
        version(version);
        Problem problem =
                Refusal.problem(RunFailedException.class, () -> project().migrate());
        assertThat(problem.code()).isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(problem.what()).contains(version, words);
    }

    @ParameterizedTest
    @CsvSource({"0.5.1, hnsw", "0.4.4, ivfflat", "0.6.2, ivfflat"})
    void worksWithAnOldVersionAsFarAsItGoes(String version, String method) {
        write("letters-26", "{ method: " + method + " }");
        project().migrate(UpOptions.defaults().withTarget(Version.of("1")));
        version(version);
        project().migrate();
        List<Estimate> estimates =
                project().ask(whimbrel -> whimbrel.backfills().estimates());
        assertThat(estimates).hasSize(1);
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        database().execute("UPDATE chunks SET content = 'changed' WHERE id = 3");
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.CAUGHT_UP);
        assertThat(project().verify()).isEmpty();
    }
}
