package dev.whimbrel.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program that migrates when it starts, the way from arrays to vectors, and the search over both. */
@RequiresPostgres
class AssistantIT {

    private static final Path MIGRATIONS = Path.of("migrations");
    private static final String ARRAY = "(SELECT array_agg(n / 8.0 ORDER BY n) FROM generate_series(1, %d) AS n)";

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private DatabaseSettings settings() {
        return DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
    }

    private Whimbrel whimbrel() {
        return Whimbrel.of(Settings.defaults().withMigrations(MIGRATIONS).withDatabases(settings()));
    }

    private static UpOptions upTo(String version) {
        return UpOptions.defaults().withTarget(Version.of(version));
    }

    private void learn(String title, String content) {
        database.execute("INSERT INTO knowledge_base (title, content) VALUES ('%s', '%s')".formatted(title, content));
    }

    @Test
    void keepsTheDataOfArrays() {
        try (Whimbrel whimbrel = whimbrel()) {
            whimbrel.migrate(upTo("006"), RunListener.NONE);
            learn("without", "no vector yet");
            learn("with", "a vector from before");
            database.execute(
                    "UPDATE knowledge_base SET embedding_vector = " + ARRAY.formatted(384) + " WHERE title = 'with'");
            String before = "SELECT title, embedding_vector FROM knowledge_base ORDER BY title";
            List<List<String>> arrays = database.query(before);

            whimbrel.migrate(upTo("007"), RunListener.NONE);
            assertThat(database.query("SELECT vector_dims(embedding_vector), embedding_vector::real[]::FLOAT[] = "
                            + ARRAY.formatted(384) + "::FLOAT[] FROM knowledge_base WHERE title = 'with'"))
                    .containsExactly(List.of("384", "t"));
            assertThat(database.query("SELECT embedding_vector IS NULL FROM knowledge_base WHERE title = 'without'"))
                    .containsExactly(List.of("t"));

            whimbrel.down(DownOptions.last(1), RunListener.NONE);
            assertThat(database.query(before)).isEqualTo(arrays);
        }
    }

    @Test
    void refusesArraysOfAnotherModel() {
        try (Whimbrel whimbrel = whimbrel()) {
            whimbrel.migrate(upTo("006"), RunListener.NONE);
            learn("short", "three numbers");
            database.execute("UPDATE knowledge_base SET embedding_vector = " + ARRAY.formatted(3));
            assertThatThrownBy(() -> whimbrel.migrate(upTo("007"), RunListener.NONE))
                    .isInstanceOf(RunFailedException.class)
                    .hasMessageContaining("1 embeddings have not 384 numbers")
                    .hasMessageContaining("set embedding_vector of these rows to NULL");
        }
    }

    @Test
    void migratesWhenItStartsAndFindsByWordsAndByMeaning() throws Exception {
        try (Assistant assistant = Assistant.start(settings(), MIGRATIONS)) {
            learn("Waders", "The whimbrel crosses the ocean without a pause.");
            learn("Bread", "Flour, water and salt, left to rise over night.");
            learn("Invoices", "Number E-4711 was paid in March.");
            database.execute("UPDATE knowledge_base SET updated_at = '2026-01-01'");
            List<BackfillReport> reports = Assistant.embed(settings(), MIGRATIONS);
            assertThat(reports).extracting(BackfillReport::end).containsExactly(End.COMPLETE, End.COMPLETE);
            assertThat(database.query("SELECT count(DISTINCT updated_at) FROM knowledge_base"))
                    .as("a vector is no update of an entry")
                    .containsExactly(List.of("1"));

            assertThat(assistant.find("how do I bake", 1)).containsExactly("Bread");
            assertThat(assistant.find("E-4711", 1)).containsExactly("Invoices");
            assertThat(assistant.find("birds that fly far", 3)).first().isEqualTo("Waders");

            learn("Moon", "It pulls at the sea.");
            Assistant.embed(settings(), MIGRATIONS);
            assertThat(assistant.find("why are there tides", 1)).containsExactly("Moon");
        }
    }
}
