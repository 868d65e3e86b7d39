package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@RequiresPostgres
class PostgresCloneIT extends CloneContract {

    private TestDatabase maintenance;

    @BeforeEach
    void open() {
        maintenance = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void close() {
        for (String name : names()) {
            maintenance.execute("ALTER DATABASE " + name + " IS_TEMPLATE false", "DROP DATABASE " + name);
        }
        maintenance.close();
    }

    @Override
    DatabaseSettings database() {
        return DatabaseSettings.of("main", maintenance.url())
                .withUser(maintenance.user())
                .withPassword(Secret.of(maintenance.password()));
    }

    @Override
    CloneHost host() throws SQLException {
        return PostgresHost.open(database());
    }

    @Override
    List<String> names() {
        return maintenance
                .query("SELECT datname FROM pg_database WHERE datname LIKE 'whimbrel\\_%\\_"
                        + TemplateKey.digits(maintenance.name()) + "\\_%' ORDER BY 1")
                .stream()
                .map(row -> Objects.requireNonNull(row.get(0)))
                .toList();
    }

    @Override
    void kill(CloneHost host) throws SQLException {
        host.close();
    }
}
