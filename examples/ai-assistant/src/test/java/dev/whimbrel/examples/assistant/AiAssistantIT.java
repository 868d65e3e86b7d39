package dev.whimbrel.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The assistant's database, from nothing to all migrations and back, used as the application uses it. */
@RequiresPostgres
class AiAssistantIT {

    /** What needs no model, for tests of other things. */
    private static final UpOptions WITHOUT_EMBEDDINGS = UpOptions.defaults().withTarget(Version.of("008"));

    private TestDatabase database;
    private Whimbrel whimbrel;

    @BeforeEach
    void open() {
        database = PostgresServer.shared().createDatabase();
        whimbrel = Whimbrel.of(Settings.defaults()
                .withMigrations(Path.of("migrations"))
                .withDatabases(DatabaseSettings.of("main", database.url())
                        .withUser(database.user())
                        .withPassword(Secret.of(database.password()))));
    }

    @AfterEach
    void close() {
        whimbrel.close();
        database.close();
    }

    @Test
    void migratesRevertsAndMigratesToTheSameCatalog() throws SQLException {
        Catalog empty = catalog();
        whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
        Catalog migrated = catalog();
        assertThat(whimbrel.verify().get("main")).isEmpty();

        whimbrel.down(DownOptions.to(Version.of("0")), RunListener.NONE);
        assertThat(catalog()).isEqualTo(empty);

        whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
        assertThat(catalog()).isEqualTo(migrated).isNotEqualTo(empty);
    }

    @Test
    void revertsEachMigrationToTheCatalogBeforeIt() throws SQLException {
        for (String version : List.of("001", "002", "003", "004", "005", "006", "007", "008")) {
            Catalog before = catalog();
            UpOptions next = UpOptions.defaults().withTarget(Version.of(version));
            whimbrel.migrate(next, RunListener.NONE);
            whimbrel.down(DownOptions.last(1), RunListener.NONE);
            assertThat(catalog()).as("after reverting %s", version).isEqualTo(before);
            whimbrel.migrate(next, RunListener.NONE);
        }
    }

    @Test
    void keepsStatisticsAndTimestampsAsMessagesComeAndGo() {
        whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
        database.execute(
                "INSERT INTO users (username) VALUES ('ada')",
                "INSERT INTO conversations (user_id, title) SELECT id, 'first' FROM users WHERE username = 'ada'",
                message("user", "What flies furthest?", 5, "NULL"),
                message("assistant", "A whimbrel.", 4, "1.5"),
                message("assistant", "Or a godwit.", 5, "0.5"));
        assertThat(statistics()).containsExactly(List.of("3", "14", "1"));
        assertThat(database.query("SELECT updated_at > created_at FROM conversations"))
                .containsExactly(List.of("t"));

        database.execute("DELETE FROM messages WHERE content = 'Or a godwit.'");
        assertThat(statistics()).containsExactly(List.of("2", "9", "1.5"));

        database.execute("DELETE FROM users WHERE username = 'ada'");
        assertThat(statistics()).isEmpty();
    }

    @Test
    void hashesAndFindsKnowledge() {
        whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
        assertThat(database.query("SELECT generate_content_hash('abc')"))
                .containsExactly(List.of("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(database.query("SELECT name, dimension FROM embedding_models"))
                .containsExactly(List.of("all-MiniLM-L6-v2", "384"));
    }

    @Test
    void listsTheHistoryForPeople() {
        whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
        assertThat(database.query("SELECT version, filename FROM whimbrel_applied ORDER BY version"))
                .containsExactly(
                        List.of("001", "001_initial.sql"),
                        List.of("002", "002_conversations.sql"),
                        List.of("003", "003_embeddings.sql"),
                        List.of("004", "004_agents.sql"),
                        List.of("005", "005_git_integration.sql"),
                        List.of("006", "006_performance.sql"),
                        List.of("007", "007_vectors.sql"),
                        List.of("008", "008_hybrid_search.sql"));
    }

    private static String message(String role, String content, int tokens, String seconds) {
        return "INSERT INTO messages (conversation_id, role, content, token_count, generation_time) SELECT id, '%s', '%s', %d, %s FROM conversations"
                .formatted(role, content, tokens, seconds);
    }

    private List<List<String>> statistics() {
        return database.query("SELECT total_messages, total_tokens, avg_response_time FROM conversation_stats");
    }

    private Catalog catalog() throws SQLException {
        try (Connection connection = database.connect()) {
            return Catalog.ofPostgres(connection);
        }
    }
}
