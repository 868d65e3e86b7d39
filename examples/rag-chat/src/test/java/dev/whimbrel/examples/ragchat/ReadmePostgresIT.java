package dev.whimbrel.examples.ragchat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

@RequiresPostgres
class ReadmePostgresIT extends RagChatReadme {

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    String scheme() {
        return "postgresql";
    }

    @Override
    Map<String, String> access() {
        return Map.of("DATABASE_URL", database.url(), "PGUSER", database.user(), "PGPASSWORD", database.password());
    }

    @Override
    Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    List<String> query(String sql) {
        return database.query(sql).stream().map(row -> row.get(0)).toList();
    }
}
