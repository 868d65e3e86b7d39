package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server has little shared memory, as in a container. Instead of a small {@code /dev/shm}, which only an administrator
 * could make, its processes are forbidden to make a file of more than 16 MB there; the server's error is the same.
 */
@RequiresPostgres
class ScarceMemoryIT {

    private static final long MOST = 16 << 20;

    @BeforeEach
    void requirePrlimit() throws InterruptedException {
        try {
            new ProcessBuilder("prlimit", "--version").start().waitFor();
        } catch (IOException e) {
            abort("there is no prlimit to limit files with: " + e.getMessage());
        }
    }

    @Test
    void letsOneProcessBuildTheIndexWhereSeveralCannot(@TempDir Path home) {
        // However small the table is, the server wants several processes for it.
        try (PrivatePostgres own = PostgresServer.start(Map.of("min_parallel_table_scan_size", "0"));
                PostgresTestDatabase database =
                        new PostgresTestDatabase(own.server().createDatabase())) {
            Project project = database.project(home);
            project.write(
                    "001_chunks.sql",
                    "CREATE EXTENSION vector;",
                    "CREATE TABLE chunks (id bigint PRIMARY KEY, content text);",
                    "INSERT INTO chunks SELECT i, 'text number ' || i FROM generate_series(1, 50) AS i;");
            project.write(
                    "002_embed.embedding.yaml",
                    "table: chunks",
                    "key: id",
                    "text: content",
                    "into: vectors",
                    "model: letters-26",
                    "index: { method: hnsw }");
            project.migrate();
            own.limitFiles(MOST);
            List<String> said = new ArrayList<>();
            BackfillListener listener = new BackfillListener() {
                @Override
                public void indexing(Migration migration, String words) {
                    said.add(words);
                }
            };

            List<BackfillReport> reports = project.backfill(BackfillOptions.defaults(), listener);

            assertThat(reports).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
            assertThat(said).anyMatch(words -> words.contains("too little shared memory"));
            assertThat(own.log()).contains("could not resize shared memory segment");
            assertThat(database.query("SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid ="
                            + " 'vectors_embedding_hnsw'::regclass"))
                    .containsExactly("1");
        }
    }
}
