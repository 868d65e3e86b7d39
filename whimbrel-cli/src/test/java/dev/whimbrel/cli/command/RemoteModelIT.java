package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import dev.whimbrel.testkit.model.OpenAiStandIn;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be known of a model behind HTTP, and when: its vectors to lay out a column, its key to embed. */
class RemoteModelIT {

    @TempDir
    private Path home;

    private final OpenAiStandIn openAi = new OpenAiStandIn();
    private Workplace work;

    @BeforeEach
    void prepare() {
        work = new Workplace(home)
                .sqlite()
                .file(
                        "migrations/001_chunks.sql",
                        "CREATE TABLE chunks (id integer PRIMARY KEY, content text NOT NULL);",
                        "INSERT INTO chunks VALUES (1, 'a wader'), (2, 'a gull');");
    }

    @AfterEach
    void stop() {
        openAi.close();
    }

    private void embedWith(String model, String said) {
        work.file(
                        "migrations/002_embed.embedding.yaml",
                        "table: chunks",
                        "key: id",
                        "text: content",
                        "column: embedding",
                        "model: " + model)
                .file(
                        "whimbrel.yaml",
                        "databases: { main: \"${DATABASE_URL}\" }",
                        "models:",
                        "  " + model + ": { provider: openai, base-url: \"" + openAi.url() + "\", " + said + " }");
    }

    @Test
    void needsAKeyToEmbedAndForNothingElse() {
        embedWith("text-embedding-3-small", "api-key: \"${OPENAI_API_KEY}\"");
        succeeds("migrate", "--dry-run");
        succeeds("migrate");
        succeeds("status");
        succeeds("validate");
        assertThat(succeeds("backfill", "--dry-run").out()).contains("2 rows", "USD");

        Result refused = work.run("backfill");
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("WB-0702", "OPENAI_API_KEY");
        assertThat(openAi.asked()).isZero();

        work.variable("OPENAI_API_KEY", OpenAiStandIn.KEY);
        assertThat(succeeds("backfill").out()).contains("complete", "2 of 2 rows");
        assertThat(openAi.asked()).isEqualTo(1);
    }

    @Test
    void needsAKeyToSeeADimensionThatNobodySays() {
        embedWith("mine", "api-key: \"${MY_KEY}\"");

        Result refused = work.run("migrate");
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("WB-0702", "MY_KEY", "`models: { mine: { dimension: … } }`");
        assertThat(openAi.asked()).isZero();

        embedWith("mine", "api-key: \"${MY_KEY}\", dimension: " + OpenAiStandIn.DIMENSION);
        succeeds("migrate");
        assertThat(openAi.asked()).isZero();
    }

    private Result succeeds(String... command) {
        Result result = work.run(command);
        assertThat(result.exitCode()).as(result.all()).isZero();
        return result;
    }
}
