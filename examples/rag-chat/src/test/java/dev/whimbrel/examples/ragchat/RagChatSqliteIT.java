package dev.whimbrel.examples.ragchat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.catalog.Catalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class RagChatSqliteIT extends RagChatLifecycle {

    @TempDir
    private Path home;

    @Override
    DatabaseSettings database() {
        return DatabaseSettings.of("main", "sqlite:" + home.resolve("chat.db"));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("chat.db"));
    }

    @Override
    Catalog catalog(Connection connection) throws SQLException {
        return Catalog.ofSqlite(connection);
    }
}
