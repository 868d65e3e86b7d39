package dev.whimbrel.examples.solesonic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.readme.ReadmeBlock;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a database as the container makes it; every command of the README, and what it prints. */
@RequiresPostgres
final class SolesonicIT {

    private static final String PASSWORD = "s3cret";

    @TempDir
    @Nullable
    Path home;

    private @Nullable TestDatabase created;
    private final Map<String, String> variables = new HashMap<>();

    private TestDatabase database() {
        return requireNonNull(created);
    }

    /** What compose does: a database, and the init script by a superuser. */
    @BeforeEach
    void startContainer() throws Exception {
        PostgresServer server = PostgresServer.shared();
        created = server.createDatabase();
        try (ServerSocket free = new ServerSocket(0)) {
            variables.put("SERVER_PORT", String.valueOf(free.getLocalPort()));
        }
        variables.put("SOLESONIC_DB_HOST", server.host());
        variables.put("SOLESONIC_DB_PORT", String.valueOf(server.port()));
        variables.put("SOLESONIC_DB_NAME", database().name());
        Files.writeString(requireNonNull(home).resolve(".env"), "SOLESONIC_DB_PASSWORD=" + PASSWORD + "\n");
        initialize();
        initialize();
    }

    private void initialize() throws IOException, InterruptedException {
        PostgresServer server = PostgresServer.shared();
        Map<String, String> environment = Map.of(
                "PGHOST", server.host(),
                "PGPORT", String.valueOf(server.port()),
                "PGPASSWORD", server.password(),
                "POSTGRES_USER", server.user(),
                "POSTGRES_DB", database().name(),
                "SOLESONIC_DB_USER", "solesonic",
                "SOLESONIC_DB_PASSWORD", PASSWORD);
        String psql = server.program("psql")
                .map(file -> file.getParent() + File.pathSeparator)
                .orElse("");
        assertThat(run("PATH=" + psql + "$PATH bash docker/init_schema.sh", environment))
                .isEmpty();
    }

    @AfterEach
    void dropDatabase() {
        if (created != null) {
            created.execute("DROP OWNED BY solesonic CASCADE", "DROP ROLE solesonic");
            created.close();
        }
    }

    private static String run(String command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Service start(Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return Service.start(requireNonNull(home), all);
    }

    private List<String> applied() {
        return database().query("SELECT version FROM whimbrel_applied ORDER BY version").stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    private static ReadmeBlock block(String beginning) throws IOException {
        return ReadmeBlock.all().stream()
                .filter(block -> block.commands().get(0).line().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private void refuses(ReadmeBlock block) throws IOException {
        ReadmeBlock.Command command = block.commands().get(0);
        if (command.line().startsWith("env -u")) {
            Files.writeString(requireNonNull(home).resolve(".env"), "");
        }
        try (Service service = start(command.variables())) {
            assertThat(service.isStarted()).isFalse();
            assertThat(command.shows(service.log())).as(service.log()).isTrue();
            assertThat(service.log()).doesNotContain(PASSWORD);
        }
    }

    @Test
    void findsWhatItWasGiven() throws Exception {
        try (Service service = start(Map.of())) {
            assertThat(service.log())
                    .contains("12 migrations applied, 12 known")
                    .contains(" Started ");
            for (ReadmeBlock.Command command : block("curl").commands()) {
                String line = command.line().replace("localhost:8080", "localhost:" + variables.get("SERVER_PORT"));
                String output = run(line, Map.of());
                assertThat(command.shows(output)).as(line + "\n" + output).isTrue();
            }
        }
        assertThat(applied()).hasSize(12);
        assertThat(database().query("SELECT vector_dims(embedding), metadata->>'source' FROM vector_store"))
                .containsExactly(List.of("384", "api"), List.of("384", "api"));
        refuses(block("env -u"));
    }

    @Test
    void changesNothingWhereItIsToCheck() throws Exception {
        refuses(block("SOLESONIC_ON_START=check"));
        assertThat(database().query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void movesOverFromFlyway() throws Exception {
        Flyway.configure()
                .dataSource("jdbc:" + database().url(), "solesonic", PASSWORD)
                .locations("filesystem:src/main/resources/db/migration")
                .target("2.2")
                .load()
                .migrate();
        refuses(block("java -jar"));
        try (Service service = start(Map.of("SOLESONIC_ADOPT", "true"))) {
            assertThat(service.isStarted()).as(service.log()).isTrue();
            assertThat(service.log()).contains("2 migrations applied, 12 known");
        }
        assertThat(applied()).hasSize(12).endsWith("2.3", "2.4");
        assertThat(database().query("SELECT count(*) FROM flyway_schema_history"))
                .containsExactly(List.of("10"));
    }
}
