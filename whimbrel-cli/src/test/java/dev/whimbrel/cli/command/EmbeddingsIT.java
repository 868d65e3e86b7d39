package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an embedding by commands, with the model in this process. */
@RequiresPostgres
class EmbeddingsIT {

    @TempDir
    private Path home;

    private TestDatabase database;
    private Workplace work;

    @BeforeEach
    void prepare() {
        database = PostgresServer.shared().createDatabase();
        work = new Workplace(home)
                .postgres(database)
                .file(
                        "migrations/001_chunks.sql",
                        "CREATE EXTENSION vector;",
                        "CREATE TABLE chunks (id integer PRIMARY KEY, content text NOT NULL);",
                        "INSERT INTO chunks VALUES (1, 'The bird flies through the storm'),",
                        "  (2, 'Invoices are due within thirty days'), (3, 'Rain and wind over the sea');");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void livesFromCreateToContract() {
        assertThat(work.run("create", "embed_chunks", "--kind", "embedding").out())
                .contains("002_embed_chunks.embedding.yaml");
        assertThat(work.run("migrate", "--dry-run").out())
                .contains("completed by `whimbrel backfill`", "model: all-MiniLM");
        assertThat(work.run("migrate").out()).contains("started   002");
        assertThat(work.run("status").out()).contains("running", "chunks.embedding", "rows not counted yet");

        Result estimate = work.run("backfill", "--dry-run");
        assertThat(estimate.out()).contains("3 rows", "0.0000 USD");

        Result backfill = work.run("backfill", "--workers", "2");
        assertThat(backfill.exitCode()).as(backfill.all()).isZero();
        assertThat(backfill.out()).contains("complete", "coverage: 1.000", "recall: mean 1.000");
        assertThat(database.query("SELECT b.id FROM chunks AS a, chunks AS b WHERE a.id = 1 AND b.id <> 1"
                                + " ORDER BY a.embedding <=> b.embedding LIMIT 1")
                        .toString())
                .isEqualTo("[[3]]");
        Result verify = work.run("verify");
        assertThat(verify.exitCode()).as(verify.all()).isZero();
        assertThat(verify.out()).contains("embedding 002 coverage");
        assertThat(work.run("contract", "002").exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
        assertThat(work.run("status", "--output", "json").json()).containsKey("long_work");
    }

    @Test
    void completesAtOnceWhenAskedTo() {
        work.file(
                "migrations/002_fill.backfill.yaml",
                "table: chunks",
                "key: id",
                "set: \"content = upper(content)\"",
                "where: \"content <> upper(content)\"");
        Result result = work.run("migrate", "--backfill", "now");
        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("complete");
        assertThat(work.run("status", "--check").exitCode()).isZero();
    }

    @Test
    void tellsWhatIsWrongInADefinition() {
        work.file("migrations/002_fill.backfill.yaml", "table: chunks", "kye: id", "set: x = 1");
        Result result = work.run("migrate");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("002_fill.backfill.yaml:2:1", "did you mean `key`?");
    }
}
