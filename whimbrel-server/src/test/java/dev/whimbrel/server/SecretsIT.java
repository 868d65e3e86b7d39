package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must stand in no answer: passwords, users, hosts, ports, database names, statements, paths. */
@RequiresPostgres
final class SecretsIT {

    private static final String PASSWORD = "canary-password";
    private static final String STATEMENT = "canary_statement";
    private static final List<String> PATHS =
            List.of("/", "/api/v1/health", "/api/v1/status", "/metrics", "/livez", "/readyz", "/none");

    @TempDir
    private Path home;

    private TestDatabase database;
    private String role;

    @BeforeEach
    void prepare() {
        database = PostgresServer.shared().createDatabase();
        role = "canary_role_of_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'", "GRANT ALL ON SCHEMA public TO " + role);
        Running.write(home, "001_birds.sql", "CREATE TABLE birds (id integer PRIMARY KEY);");
        Running.write(home, "002_broken.sql", "SELECT " + STATEMENT + " FROM birds;");
    }

    @AfterEach
    void drop() {
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        database.close();
    }

    private void assertNothingTold(String password) {
        DatabaseSettings settings =
                DatabaseSettings.of("main", database.url()).withUser(role).withPassword(Secret.of(password));
        try (Running running = new Running(home, settings)) {
            for (String path : PATHS) {
                HttpResponse<String> response = running.get(path);
                assertThat(response.body() + response.headers().map())
                        .as(path)
                        .isNotEmpty()
                        .doesNotContain(
                                password,
                                PASSWORD,
                                role,
                                database.name(),
                                STATEMENT,
                                String.valueOf(PostgresServer.shared().port()),
                                PostgresServer.shared().host(),
                                home.toString(),
                                "jdbc:",
                                "postgresql://");
            }
        }
    }

    @Test
    void areNotToldByADatabaseWithAFailedMigration() {
        DatabaseSettings settings =
                DatabaseSettings.of("main", database.url()).withUser(role).withPassword(Secret.of(PASSWORD));
        try (Running running = new Running(home, settings)) {
            Assertions.assertThatExceptionOfType(RunFailedException.class)
                    .isThrownBy(running::migrate)
                    .withMessageContaining(STATEMENT);
            assertThat(running.get("/api/v1/status").body()).contains("WB-0501: a migration failed");
        }
        assertNothingTold(PASSWORD);
    }

    @Test
    void areNotToldByADatabaseThatRefusesThePassword() {
        assertNothingTold("canary-wrong");
    }
}
