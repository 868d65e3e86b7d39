package dev.whimbrel.examples.ragchat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@RequiresPostgres
class RagChatPostgresIT extends RagChatLifecycle {

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    DatabaseSettings database() {
        return DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
    }

    @Override
    Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    Catalog catalog(Connection connection) throws SQLException {
        return Catalog.ofPostgres(connection);
    }
}
