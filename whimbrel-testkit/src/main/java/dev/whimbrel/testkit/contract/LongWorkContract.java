package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.State;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.model.LetterModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for long work on every SQL database: embeddings and changes of rows, from the first file to the end of their life. */
public abstract class LongWorkContract {

    private static final int ROWS = 120;
    private static final float SLACK = 1e-5f;

    @TempDir
    private Path home;

    private SqlContractDatabase database;
    private Project project;

    protected abstract SqlContractDatabase create(Path home);

    /** {@return a statement that makes vectors possible} */
    protected abstract String preparation();

    /** {@return SQL of a vector in a form that {@link #vector} reads} */
    protected abstract String readable(String column);

    protected abstract float[] vector(String read);

    @BeforeEach
    void writeTable() {
        database = create(home);
        project = Project.of(home.resolve("migrations"), database.provider(), database.settings());
        project.write(
                "001_chunks.sql",
                preparation(),
                "CREATE TABLE chunks (id INTEGER PRIMARY KEY, content TEXT, flag BOOLEAN);",
                "INSERT INTO chunks (id, content) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                        + ROWS + ") SELECT i, 'text number ' || i FROM n;");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void writeEmbedding(String file, String target, String model) {
        project.write(
                file,
                "table: chunks",
                "key: id",
                "text: content",
                target,
                "model: " + model,
                "index: { method: hnsw, distance: cosine }",
                "batch: 20");
    }

    private void writeBackfill(String key, String... more) {
        List<String> lines = new ArrayList<>(List.of("table: chunks", "key: " + key, "set: \"flag = (id % 5 = 0)\""));
        lines.addAll(List.of(more));
        project.write("002_flags.backfill.yaml", lines.toArray(String[]::new));
    }

    private List<String> query(String sql) {
        return database.query(sql);
    }

    private void assertCurrent(String relation, String column, String model) {
        int dimension = Integer.parseInt(model.substring("letters-".length()));
        Map<String, String> stored = new TreeMap<>();
        query("SELECT id, " + readable(column) + " FROM " + relation + " WHERE " + column + " IS NOT NULL")
                .forEach(row -> stored.put(row.split("\\|", -1)[0], row.split("\\|", -1)[1]));
        List<String> wrong = new ArrayList<>();
        for (String row : query("SELECT id, content FROM chunks")) {
            String[] parts = row.split("\\|", -1);
            String found = stored.remove(parts[0]);
            boolean isEmpty = parts[1].equals("null") || parts[1].isBlank();
            if (isEmpty ? found != null : found == null || !isOf(parts[1], dimension, vector(found))) {
                wrong.add(row);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(stored).isEmpty();
    }

    private static boolean isOf(String text, int dimension, float[] found) {
        float[] expected = LetterModel.vector(text, dimension);
        if (found.length != dimension) {
            return false;
        }
        for (int i = 0; i < dimension; i++) {
            if (Math.abs(expected[i] - found[i]) > SLACK) {
                return false;
            }
        }
        return true;
    }

    private State state(String version) {
        return project.plan().statuses().stream()
                .filter(status -> status.id().label().equals(version))
                .map(MigrationStatus::state)
                .findFirst()
                .orElseThrow();
    }

    private String inUse() {
        return String.join(" ", query("SELECT version FROM whimbrel_reader"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"column: embedding", "into: vectors"})
    void givesEveryTextItsVectorAndIsAppliedThen(String target) {
        writeEmbedding("002_embed.embedding.yaml", target, "letters-26");
        project.migrate();
        assertThat(state("002")).isEqualTo(State.RUNNING);
        database.execute("UPDATE chunks SET content = '  ' WHERE id = 7", "DELETE FROM chunks WHERE id = 8");

        assertThat(project.backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);

        assertThat(state("002")).isEqualTo(State.APPLIED);
        assertCurrent(target.startsWith("column") ? "chunks" : "vectors", "embedding", "letters-26");
        assertThat(query("SELECT model, dimension, key_column, vector_column FROM whimbrel_reader"))
                .containsExactly("letters-26|26|id|embedding");
        assertThat(project.verify()).isEmpty();
        assertThat(project.backfill()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"column: embedding", "into: vectors"})
    void embedsAgainWhatHasChangedAndNothingElse(String target) {
        writeEmbedding("002_embed.embedding.yaml", target, "letters-26");
        project.migrate();
        project.backfill();
        database.execute(
                "UPDATE chunks SET content = 'another text' WHERE id = 3",
                "UPDATE chunks SET flag = true",
                "INSERT INTO chunks (id, content) VALUES (1000, 'a new one')",
                "UPDATE chunks SET content = NULL WHERE id = 4",
                "DELETE FROM chunks WHERE id = 5",
                "UPDATE chunks SET id = 2000 WHERE id = 6");
        assertThat(query("SELECT key FROM whimbrel_queue ORDER BY key")).containsExactly("1000", "2000", "3", "4");
        long before = LetterModel.TEXTS.get();

        assertThat(project.backfill()).extracting(BackfillReport::end).containsExactly(End.CAUGHT_UP);

        assertThat(LetterModel.TEXTS.get() - before).isBetween(2L, 3L);
        assertCurrent(target.startsWith("column") ? "chunks" : "vectors", "embedding", "letters-26");
        assertThat(query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"column: embedding", "into: vectors"})
    void leavesNothingBehindWhenItIsReverted(String target) {
        project.migrate();
        List<String> before = userTables();
        writeEmbedding("002_embed.embedding.yaml", target, "letters-26");
        project.migrate();
        project.backfill();
        project.down(DownOptions.last(1));
        assertThat(userTables()).isEqualTo(before);
        database.execute("UPDATE chunks SET content = 'changed' WHERE id = 1");
        project.migrate();
        project.backfill();
        assertCurrent(target.startsWith("column") ? "chunks" : "vectors", "embedding", "letters-26");
    }

    private List<String> userTables() {
        return database.catalog().stream()
                .filter(line -> !line.contains("whimbrel_") || line.contains("chunks"))
                .filter(line -> !line.contains("sqlite_sequence"))
                .toList();
    }

    @Test
    void stopsAtTheGateWhereTextsCannotBeEmbedded() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project.migrate();
        database.execute("UPDATE chunks SET content = 'poison' WHERE id IN (9, 40)");

        BackfillReport failed = project.backfill().get(0);

        assertThat(failed.end()).isEqualTo(End.GATE_FAILED);
        assertThat(failed.progress().deadLetters()).isEqualTo(2);
        assertThat(failed.progress().left()).isEmpty();
        assertThat(state("002")).isEqualTo(State.RUNNING);
        assertThat(query("SELECT key FROM whimbrel_dead_letter ORDER BY key")).containsExactly("40", "9");
        database.execute("UPDATE chunks SET content = 'remedy' WHERE id IN (9, 40)");
        BackfillReport report = project.backfill().get(0);
        assertThat(report.end()).isEqualTo(End.COMPLETE);
        assertThat(report.progress().deadLetters()).isZero();
        assertCurrent("vectors", "embedding", "letters-26");
        assertThat(query("SELECT count(*) FROM whimbrel_dead_letter")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"column: embedding", "into: vectors"})
    void changesTheModelBesideTheOldOne(String target) {
        boolean isColumn = target.startsWith("column");
        String name = isColumn ? "chunks.embedding" : "vectors";
        writeEmbedding("002_embed.embedding.yaml", target, "letters-26");
        project.migrate();
        project.backfill();
        writeEmbedding("003_embed_again.embedding.yaml", target, "letters-52");
        project.migrate();
        assertThat(project.backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        assertThat(inUse()).isEqualTo("002");
        database.execute("UPDATE chunks SET content = 'changed' WHERE id = 9");
        project.backfill();
        assertCurrent(isColumn ? "chunks" : "vectors", "embedding", "letters-26");
        assertCurrent(isColumn ? "chunks" : "vectors_v003", isColumn ? "embedding_v003" : "embedding", "letters-52");

        assertThat(project.contract("002")).extracting(Problem::code).containsExactly(ErrorCode.SWITCH_IMPOSSIBLE);
        assertThat(project.switchTo("003")).isEmpty();
        assertThat(inUse()).isEqualTo("003");
        assertThat(project.switchBack(name)).isEmpty();
        assertThat(inUse()).isEqualTo("002");
        assertThat(project.switchTo("003")).isEmpty();
        assertThat(project.contract("002")).isEmpty();
        database.execute("UPDATE chunks SET content = 'changed again' WHERE id = 9");
        project.backfill();
        assertCurrent(isColumn ? "chunks" : "vectors_v003", isColumn ? "embedding_v003" : "embedding", "letters-52");
        assertThat(project.verify()).isEmpty();
    }

    /** As when one of the models cannot be reached. Rows that wait for both are no reason: they do now, too. */
    @Test
    void switchesToNoVectorsThatHaveFallenBehind() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project.migrate();
        project.backfill();
        writeEmbedding("003_embed_again.embedding.yaml", "into: vectors", "letters-52");
        project.migrate();
        project.backfill();
        database.execute("UPDATE chunks SET content = 'changed ' || id WHERE id <= 21");
        assertThat(project.switchTo("003")).isEmpty();
        assertThat(project.switchTo("002")).isEmpty();

        database.execute(
                "DELETE FROM whimbrel_queue WHERE work_id = (SELECT id FROM whimbrel_work WHERE version = '002')");
        assertThat(project.switchTo("003")).extracting(Problem::code).containsExactly(ErrorCode.SWITCH_IMPOSSIBLE);
        assertThat(inUse()).isEqualTo("002");
        assertThat(project.switchBack("vectors")).isEmpty();
        assertThat(inUse()).isEqualTo("003");
    }

    @Test
    void changesEveryRowOnceByAllWorkersTogether() {
        writeBackfill("id", "where: \"flag IS NULL\"", "batch: 10");
        project.migrate();
        assertThat(project.backfill(BackfillOptions.defaults().withWorkers(3)))
                .extracting(BackfillReport::end)
                .containsExactly(End.COMPLETE);
        assertThat(query("SELECT count(flag), sum(CASE WHEN flag THEN 1 ELSE 0 END) FROM chunks"))
                .containsExactly(ROWS + "|" + ROWS / 5);
        assertThat(query("SELECT rows_total, rows_done, state FROM whimbrel_work"))
                .containsExactly(ROWS + "|" + ROWS + "|READY");
        assertThat(query("SELECT count(*) FROM whimbrel_claim")).containsExactly("0");
        project.down(DownOptions.last(1));
        assertThat(state("002")).isEqualTo(State.PENDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text: nothing", "text: \"content ||\"", "text: content\nwhere: nothing > 1"})
    void refusesSqlThatTheApplicationWouldStumbleOver(String text) {
        project.write("002_embed.embedding.yaml", "table: chunks\nkey: id\ninto: vectors\nmodel: letters-26\n" + text);
        assertThat(Refusal.problem(RunFailedException.class, project::migrate).code())
                .isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        database.execute("UPDATE chunks SET content = 'changed' WHERE id = 1");
    }

    @Test
    void refusesAKeyThatIsNone() {
        writeBackfill("content");
        assertThat(Refusal.problem(RunFailedException.class, project::migrate).code())
                .isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(state("002")).isEqualTo(State.FAILED);
    }
}
