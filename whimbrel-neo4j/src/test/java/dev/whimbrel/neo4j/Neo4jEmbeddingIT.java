package dev.whimbrel.neo4j;

import static dev.whimbrel.error.ErrorCode.WORK_IMPOSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.model.LetterModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vectors of nodes, from the first file to the end of their life. */
final class Neo4jEmbeddingIT extends Neo4jTest {

    /** The texts differ in a digit, and the index, which is quantised, takes some for others. */
    private static final String INDEX = "index: { distance: cosine, m: 16 }\ngate: { recall: 0.5, worst-recall: 0 }";

    private EmbeddedChunks chunks() {
        return new EmbeddedChunks(project(), graph());
    }

    @BeforeEach
    void writeNodes() {
        chunks().writeNodes(EmbeddedChunks.ROWS);
    }

    @Test
    void givesEveryTextItsVectorAndIsAppliedThen() {
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX);
        project().migrate();
        assertThat(outcomes()).endsWith("002|started|1");
        graph().execute(
                        "MATCH (c:Chunk {id: 7}) SET c.content = '  '",
                        "MATCH (c:Chunk {id: 8}) DELETE c",
                        "CREATE (:Chunk {content: 'no key'})",
                        "CREATE (:Chunk {id: 1000, content: 'after the snapshot'})");

        assertThat(chunks().backfill()).containsExactly(End.COMPLETE);

        assertThat(outcomes()).endsWith("002|started|1", "002|applied|1");
        graph().execute("MATCH (c:Chunk {content: 'no key'}) DELETE c");
        chunks().assertCurrent("embedding", 26);
        assertThat(query(
                        "MATCH (r:WhimbrelReader {name: 'Chunk.embedding'}) RETURN r.label, r.key, r.property, r.index,"
                                + " r.model, r.dimension, r.similarity"))
                .containsExactly("Chunk|id|embedding|Chunk_embedding|letters-26|26|cosine");
        assertThat(query("SHOW VECTOR INDEXES YIELD name, state, populationPercent, properties"
                        + " RETURN name, state, populationPercent, properties"))
                .containsExactly("Chunk_embedding|ONLINE|100.0|[embedding]");
        assertThat(query("""
                        MATCH (question:Chunk {id: 1000})
                        MATCH (r:WhimbrelReader {name: 'Chunk.embedding'})
                        CALL db.index.vector.queryNodes(r.index, 20, question[r.property]) YIELD node, score
                        RETURN node.id ORDER BY score DESC LIMIT 1
                        """)).containsExactly("1000");
        assertThat(project().verify()).isEmpty();
        assertThat(chunks().backfill()).isEmpty();
    }

    @Test
    void embedsAgainWhatHasChangedAndNothingElse() {
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX, "where: \"n.hidden IS NULL\"");
        project().migrate();
        chunks().backfill();
        graph().execute(
                        "MATCH (c:Chunk {id: 3}) SET c.content = 'another text'",
                        "MATCH (c:Chunk) SET c.flag = true",
                        "CREATE (:Chunk {id: 1000, content: 'a new one'})",
                        "MATCH (c:Chunk {id: 4}) REMOVE c.content",
                        "MATCH (c:Chunk {id: 5}) DELETE c",
                        "MATCH (c:Chunk {id: 6}) SET c = {id: 6, content: 'all of it is new'}",
                        "MATCH (c:Chunk {id: 9}) SET c.hidden = true");
        long before = LetterModel.TEXTS.get();
        assertThat(project().verify()).extracting(Problem::code).containsExactly(ErrorCode.GATE_FAILED);

        assertThat(chunks().backfill()).containsExactly(End.CAUGHT_UP);

        assertThat(LetterModel.TEXTS.get() - before).isEqualTo(3);
        assertThat(query("MATCH (c:Chunk {id: 9}) RETURN c.embedding, c.embedding_hash"))
                .containsExactly("|");
        graph().execute("MATCH (c:Chunk {id: 9}) DELETE c");
        chunks().assertCurrent("embedding", 26);
        assertThat(project().verify()).isEmpty();
        assertThat(chunks().backfill()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItIsReverted() {
        project().migrate();
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX);
        project().migrate();
        chunks().backfill();
        project().down(DownOptions.last(1));
        assertThat(graph().schema()).containsExactly("chunk_id");
        assertThat(query("MATCH (c:Chunk) UNWIND keys(c) AS key RETURN DISTINCT key ORDER BY key"))
                .containsExactly("content", "id");
        assertThat(query("MATCH (n) WHERE n:WhimbrelWork OR n:WhimbrelReader OR n:WhimbrelQueue OR n:WhimbrelRemoval"
                        + " RETURN labels(n)"))
                .isEmpty();
        graph().execute(
                        "CREATE (:WhimbrelRemoval {label: 'Chunk', property: 'old', hash_property: 'old_hash', index: 'old'})",
                        "MATCH (c:Chunk) WHERE c.id < 9 SET c.old = [1.0]");
        project().migrate();
        assertThat(query("MATCH (n) WHERE n.old IS NOT NULL OR n:WhimbrelRemoval RETURN n"))
                .isEmpty();
    }

    @Test
    void stopsAtTheGateWhereTextsCannotBeEmbedded() {
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX);
        project().migrate();
        graph().execute("MATCH (c:Chunk) WHERE c.id IN [9, 40] SET c.content = 'poison'");
        assertThat(chunks().backfill()).containsExactly(End.GATE_FAILED);
        assertThat(query("MATCH (d:WhimbrelDeadLetter) RETURN d.key, d.code ORDER BY d.key"))
                .containsExactly("9|WB-0707", "40|WB-0707");
        graph().execute("MATCH (c:Chunk) WHERE c.id IN [9, 40] SET c.content = 'remedy'");
        assertThat(chunks().backfill()).containsExactly(End.COMPLETE);
        chunks().assertCurrent("embedding", 26);
        assertThat(query("MATCH (d:WhimbrelDeadLetter) RETURN d")).isEmpty();
    }

    @Test
    void changesTheModelBesideTheOldOne() throws InterruptedException {
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX);
        project().migrate();
        chunks().backfill();
        chunks().writeEmbedding("003_again.embedding.yaml", "letters-52", INDEX);
        project().migrate();
        assertThat(chunks().backfill()).containsExactly(End.COMPLETE);
        assertThat(chunks().inUse()).isEqualTo("002 embedding");
        graph().execute("MATCH (c:Chunk {id: 9}) SET c.content = 'changed'");
        assertThat(chunks().backfill()).containsExactly(End.CAUGHT_UP, End.CAUGHT_UP);
        chunks().assertCurrent("embedding", 26);
        chunks().assertCurrent("embedding_v003", 52);

        SteadyReader reader = SteadyReader.start(graph());
        assertThat(project().contract("002")).extracting(Problem::code).containsExactly(ErrorCode.SWITCH_IMPOSSIBLE);
        assertThat(project().switchTo("003")).isEmpty();
        assertThat(chunks().inUse()).isEqualTo("003 embedding_v003");
        assertThat(project().switchBack("Chunk.embedding")).isEmpty();
        assertThat(chunks().inUse()).isEqualTo("002 embedding");
        assertThat(project().switchTo("003")).isEmpty();
        assertThat(project().contract("002")).isEmpty();
        reader.stop();
        assertThat(graph().schema()).containsExactly("Chunk_embedding_v003", "chunk_id");
        assertThat(query("MATCH (c:Chunk) WHERE c.embedding IS NOT NULL OR c.embedding_hash IS NOT NULL RETURN c.id"))
                .isEmpty();
        graph().execute("MATCH (c:Chunk {id: 9}) SET c.content = 'changed again'");
        assertThat(chunks().backfill()).containsExactly(End.CAUGHT_UP);
        chunks().assertCurrent("embedding_v003", 52);
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void changesEveryNodeOnceByAllWorkersTogether() {
        project()
                .write(
                        "002_flags.backfill.yaml",
                        "table: Chunk",
                        "key: id",
                        "set: \"n.flag = (n.id % 5 = 0), n.times = coalesce(n.times, 0) + 1\"",
                        "where: \"n.flag IS NULL\"",
                        "batch: 10");
        project().migrate();
        assertThat(project().backfill(BackfillOptions.defaults().withWorkers(3)))
                .extracting(BackfillReport::end)
                .containsExactly(End.COMPLETE);
        assertThat(query("MATCH (c:Chunk) RETURN c.times, c.flag, count(*) AS n ORDER BY n"))
                .containsExactly("1|true|12", "1|false|48");
        assertThat(query("MATCH (w:WhimbrelWork) RETURN w.rows_total, w.rows_done, w.state"))
                .containsExactly("60|60|READY");
        assertThat(query("MATCH (c) WHERE c:WhimbrelClaim OR c:WhimbrelWorker RETURN c"))
                .isEmpty();
    }

    @Test
    void tellsBeforeWhatItTakesOrWhyItCannotBe() {
        project().migrate();
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX);
        TableSurvey survey = survey();
        assertThat(survey.problems()).isEmpty();
        assertThat(survey.rows()).isEqualTo(EmbeddedChunks.ROWS);
        assertThat(survey.needs().makes())
                .containsExactly(
                        "property embedding of Chunk with vectors of 26 numbers, and embedding_hash",
                        "vector index Chunk_embedding by cosine");
        REFUSALS.forEach((change, words) -> {
            writeChanged(change);
            assertThat(survey().problems()).as(change).extracting(Problem::code).containsExactly(WORK_IMPOSSIBLE);
            assertThat(survey().problems().iterator().next().what()).contains(words);
        });
        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).code())
                .isEqualTo(WORK_IMPOSSIBLE);
        assertThat(outcomes()).endsWith("002|failed|0");
    }

    /** What makes a definition impossible on a graph: a line, and words of the refusal. */
    private static final Map<String, String> REFUSALS = Map.of(
            "into: vectors", "into: vectors",
            "key: content", "content of Chunk cannot be the key",
            "table: Chunck", "no label Chunck",
            "text: n.content +", "cannot be read",
            "view: chunks_now", "no view",
            "index: { method: ivfflat }", "ivfflat",
            "index: { distance: inner_product }", "inner_product",
            "column: content", "have a property content");

    private void writeChanged(String line) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String each :
                List.of("table: Chunk", "key: id", "text: content", "column: embedding", "model: letters-26", line)) {
            lines.put(each.replaceFirst(":.*", "").replace("into", "column"), each);
        }
        project().write("002_embed.embedding.yaml", lines.values().toArray(String[]::new));
    }

    private TableSurvey survey() {
        return project()
                .ask(whimbrel -> whimbrel.backfills().estimates())
                .get(0)
                .survey();
    }

    @Test
    void buildsAnewAnIndexThatIsGone() {
        chunks().writeEmbedding("002_embed.embedding.yaml", "letters-26", INDEX);
        project().migrate();
        chunks().backfill();
        long before = LetterModel.TEXTS.get();
        graph().execute("DROP INDEX Chunk_embedding");
        assertThat(project().verify())
                .extracting(Problem::remedy)
                .singleElement()
                .asString()
                .contains("backfill");

        assertThat(chunks().backfill()).containsExactly(End.CAUGHT_UP);

        assertThat(graph().schema()).containsExactly("Chunk_embedding", "chunk_id");
        assertThat(project().verify()).isEmpty();
        assertThat(chunks().backfill()).isEmpty();
        assertThat(LetterModel.TEXTS.get()).isEqualTo(before);
    }

    @Test
    void keepsAnIndexThatAScriptHasMade() {
        project()
                .write(
                        "002_index.cypher",
                        "CREATE VECTOR INDEX own FOR (c:Chunk) ON (c.embedding) OPTIONS {indexConfig:"
                                + " {`vector.dimensions`: 26, `vector.similarity_function`: 'cosine'}};");
        chunks().writeEmbedding("003_embed.embedding.yaml", "letters-26", INDEX);
        project().migrate();
        assertThat(chunks().backfill()).containsExactly(End.COMPLETE);
        assertThat(query("MATCH (r:WhimbrelReader) RETURN r.index")).containsExactly("own");
        project().down(DownOptions.last(1));
        assertThat(graph().schema()).containsExactly("chunk_id", "own");
    }
}
