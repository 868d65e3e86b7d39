package dev.whimbrel.examples.ragchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.catalog.Catalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the chat application does with its database, in development and in production alike. */
abstract class RagChatLifecycle {

    private static final UpOptions WITHOUT_EMBEDDINGS = UpOptions.defaults().withTarget(Version.of("005"));

    private static final String NOW_IS_LATER = "SELECT updated_at > created_at FROM chat_sessions";

    abstract DatabaseSettings database();

    abstract Connection connect() throws SQLException;

    abstract Catalog catalog(Connection connection) throws SQLException;

    @Test
    void migratesRevertsAndMigratesToTheSameCatalog() throws SQLException {
        try (Whimbrel whimbrel = whimbrel();
                Connection connection = connect()) {
            Catalog empty = catalog(connection);
            whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
            Catalog migrated = catalog(connection);
            assertThat(whimbrel.verify().get("main")).isEmpty();

            whimbrel.down(DownOptions.to(Version.of("0")), RunListener.NONE);
            assertThat(catalog(connection)).isEqualTo(empty);

            whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
            assertThat(catalog(connection)).isEqualTo(migrated).isNotEqualTo(empty);
        }
    }

    @Test
    void marksTruncatedAnswersAndMovesTheSessionUp() throws SQLException {
        try (Whimbrel whimbrel = whimbrel();
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
            statement.execute("INSERT INTO users (id, email, display_name) VALUES (1, 'ada@example.org', 'Ada')");
            statement.execute("INSERT INTO chat_sessions (id, user_id, created_at, updated_at)"
                    + " VALUES (1, 1, '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z')");
            statement.execute("INSERT INTO chat_messages (session_id, role, content) VALUES (1, 'user', 'Hello')");

            assertThat(answer(statement, NOW_IS_LATER)).isTrue();
            assertThat(answer(statement, "SELECT was_truncated FROM chat_messages"))
                    .isFalse();
            statement.execute("UPDATE chat_messages SET was_truncated = true");
            assertThat(answer(statement, "SELECT was_truncated FROM chat_messages"))
                    .isTrue();
        }
    }

    @Test
    void keepsMessagesWhileTheColumnGoesAndComes() throws SQLException {
        try (Whimbrel whimbrel = whimbrel();
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
            statement.execute("INSERT INTO users (id, email, display_name) VALUES (1, 'ada@example.org', 'Ada')");
            statement.execute("INSERT INTO chat_sessions (id, user_id) VALUES (1, 1)");
            statement.execute("INSERT INTO chat_messages (session_id, role, content) VALUES (1, 'user', 'Hello')");
            whimbrel.down(DownOptions.last(1), RunListener.NONE);
            whimbrel.migrate(WITHOUT_EMBEDDINGS, RunListener.NONE);
            assertThat(answer(statement, "SELECT count(*) = 1 FROM chat_messages WHERE NOT was_truncated"))
                    .isTrue();
        }
    }

    private Whimbrel whimbrel() {
        return Whimbrel.of(
                Settings.defaults().withMigrations(Path.of("migrations")).withDatabases(database()));
    }

    private static boolean answer(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            assertThat(row.next()).isTrue();
            return row.getBoolean(1);
        }
    }
}
