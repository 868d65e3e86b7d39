package dev.whimbrel.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On a PostgreSQL whose port is known only when the tests run. */
@RequiresPostgres
@Execution(ExecutionMode.CONCURRENT)
class MigratedDatabaseIT {

    @RegisterExtension
    static final MigratedDatabase DATABASE = MigratedDatabase.of(() -> Settings.defaults()
            .withMigrations(Path.of("src/test/resources/chat"))
            .withDatabases(DatabaseSettings.of("main", PostgresServer.shared().url("postgres"))
                    .withUser(PostgresServer.shared().user())
                    .withPassword(Secret.of(PostgresServer.shared().password()))));

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    @RepeatedTest(8)
    void isANewOneEachTime(Connection connection, DatabaseSettings database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES ('ada')");
            try (ResultSet rows = statement.executeQuery("SELECT current_database(), count(*) FROM users")) {
                rows.next();
                assertThat(database.url()).contains(rows.getString(1));
                assertThat(SEEN.add(rows.getString(1))).isTrue();
                assertThat(rows.getInt(2)).isEqualTo(2);
            }
        }
    }
}
