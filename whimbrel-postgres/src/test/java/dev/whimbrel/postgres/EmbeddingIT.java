package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.plan.DownOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of a table's texts, from the first file to the end of their life. */
class EmbeddingIT extends BackfillTest {

    @ParameterizedTest
    @CsvSource({"column: embedding, chunks, embedding", "into: chunk_vectors, chunk_vectors, embedding"})
    void givesEveryTextItsVector(String target, String relation, String column) {
        writeEmbedding("002_embed.embedding.yaml", target, "letters-26");
        project().migrate();
        database().execute("UPDATE chunks SET content = '  ' WHERE id = 7", "DELETE FROM chunks WHERE id = 8");

        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);

        assertCurrent(relation, column, DIMENSION);
        assertThat(query("SELECT outcome FROM whimbrel_history WHERE version = '002' ORDER BY rank"))
                .containsExactly("started", "applied");
        assertThat(query("SELECT relation, key_column, vector_column, model, dimension FROM whimbrel_reader"))
                .containsExactly("\"public\".\"" + relation + "\"|id|" + column + "|letters-26|26");
        assertThat(query("SELECT count(*) FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_am m ON"
                        + " m.oid = c.relam WHERE m.amname = 'hnsw' AND indisvalid"))
                .containsExactly("1");
    }

    @Test
    void embedsAgainWhatHasChanged() {
        writeEmbedding("002_embed.embedding.yaml", "into: chunk_vectors", "letters-26");
        project().migrate();
        backfill();
        database()
                .execute(
                        "UPDATE chunks SET content = 'another text' WHERE id = 3",
                        "UPDATE chunks SET flag = true",
                        "INSERT INTO chunks VALUES (1000, 'a new one')",
                        "UPDATE chunks SET content = NULL WHERE id = 4",
                        "DELETE FROM chunks WHERE id = 5");
        assertThat(query("SELECT key FROM whimbrel_queue ORDER BY key")).containsExactly("1000", "3", "4");

        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.CAUGHT_UP);

        assertCurrent("chunk_vectors", "embedding", DIMENSION);
        assertThat(query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
    }

    @Test
    void isGoneWhenItIsReverted() {
        writeEmbedding("002_embed.embedding.yaml", "column: embedding", "letters-26");
        project().migrate();
        backfill();
        project().down(DownOptions.last(1));
        assertThat(query("SELECT attname FROM pg_attribute WHERE attrelid = 'chunks'::regclass AND attnum > 0"
                        + " AND NOT attisdropped ORDER BY attnum"))
                .containsExactly("id", "content", "flag");
        assertThat(query("SELECT count(*) FROM pg_proc WHERE proname LIKE 'whimbrel_capture%'"))
                .containsExactly("0");
        project().migrate();
        backfill();
        assertCurrent("chunks", "embedding", DIMENSION);
    }

    /** Column and index may be there already, made by scripts of earlier migrations. */
    @Test
    void fillsAColumnThatIsThereAndLeavesItThere() {
        project()
                .write(
                        "001_chunks.sql",
                        "CREATE EXTENSION IF NOT EXISTS vector;",
                        "CREATE TABLE chunks (id bigint PRIMARY KEY, content text, embedding vector(26));",
                        "CREATE INDEX by_meaning ON chunks USING hnsw (embedding vector_cosine_ops);",
                        "INSERT INTO chunks SELECT i, 'text number ' || i FROM generate_series(1, 60) AS i;");
        writeEmbedding("002_embed.embedding.yaml", "column: embedding", "letters-26");
        project().migrate();

        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);

        assertCurrent("chunks", "embedding", DIMENSION);
        assertThat(query("SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'chunks'::regclass ORDER BY 1"))
                .containsExactly("chunks_pkey", "by_meaning");
        project().down(DownOptions.last(1));
        assertThat(query("SELECT attname FROM pg_attribute WHERE attrelid = 'chunks'::regclass AND attnum > 0"
                        + " AND NOT attisdropped ORDER BY attnum"))
                .containsExactly("id", "content", "embedding");
    }
}
