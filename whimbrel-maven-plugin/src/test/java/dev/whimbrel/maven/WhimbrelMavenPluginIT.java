package dev.whimbrel.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals, run by the Maven that is installed, without a network, in a project of their own. */
class WhimbrelMavenPluginIT {

    private static final String GOAL = "whimbrel:";
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>com.example</groupId>
                <artifactId>chat</artifactId>
                <version>1</version>
                <packaging>pom</packaging>
                <build><plugins>%s</plugins></build>
            </project>
            """;

    private static final Pattern PLUGIN = Pattern.compile("```xml\n(<plugin>.*?)```", Pattern.DOTALL);

    private static final Path REPOSITORY = Path.of("target/repository").toAbsolutePath();

    @TempDir
    Path project;

    private record Result(int exitCode, String output) {}

    @BeforeAll
    static void installIntoItsOwnRepository() throws IOException {
        LocalRepository.in(REPOSITORY, Path.of(System.getProperty("maven.repo.local")));
    }

    @BeforeEach
    void write() throws IOException {
        Matcher documented = PLUGIN.matcher(Files.readString(Path.of("../docs/maven-plugin.md")));
        assertThat(documented.find()).isTrue();
        Files.writeString(project.resolve("pom.xml"), POM.formatted(documented.group(1)));
        Files.createDirectory(project.resolve("migrations"));
        Files.writeString(project.resolve("migrations/001_users.sql"), "CREATE TABLE users (name text PRIMARY KEY);\n");
    }

    private Result maven(Map<String, String> variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + REPOSITORY,
                // where it was downloaded from does not matter
                "-Daether.enhancedLocalRepository.trackingFilename=none"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().remove("MAVEN_OPTS");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }

    @Test
    void migratesShowsAndValidatesByTheSettingsFile() throws Exception {
        Files.writeString(project.resolve("whimbrel.yaml"), "databases:\n  main: sqlite:${DATABASE_FILE}\n");
        String file = project.resolve("chat.db").toString();
        Result result =
                maven(Map.of("DATABASE_FILE", file), "pre-integration-test", GOAL + "status", GOAL + "validate");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("[INFO] applied   001  users", "main  sqlite, numbered layout, at version 001")
                .contains("files and history agree");
        assertThat(hasUsers(file)).isTrue();

        Files.writeString(project.resolve("migrations/001_users.sql"), "CREATE TABLE users (name text);\n");
        Result changed = maven(Map.of("DATABASE_FILE", file), GOAL + "validate");
        assertThat(changed.exitCode()).isNotZero();
        assertThat(changed.output())
                .contains("[ERROR] error WB-0301", "  do:  restore the file")
                .contains("WB-0301  001_users.sql was edited after it had been applied to main -> [Help 1]");
    }

    @Test
    void tellsOfWhatIsPendingAndTakesNoPasswordInTheUrl() throws Exception {
        Result pending = maven(Map.of(), GOAL + "status", "-Dwhimbrel.url=sqlite:chat.db", "-Dwhimbrel.check");
        assertThat(pending.exitCode()).isNotZero();
        assertThat(pending.output()).contains("001      users        pending", "ended with exit code 3");
        Result secret = maven(Map.of(), GOAL + "migrate", "-Dwhimbrel.url=postgresql://app:geheim@localhost/chat");
        assertThat(secret.exitCode()).isNotZero();
        assertThat(secret.output()).contains("WB-0107").doesNotContain("geheim");
    }

    @Test
    @RequiresPostgres
    void takesThePasswordFromAServerOfTheSettingsOrAFile() throws Exception {
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            Path settings = project.resolve("settings.xml");
            Files.writeString(
                    settings,
                    "<settings><servers><server><id>chat</id><username>%s</username><password>%s</password></server></servers></settings>"
                            .formatted(database.user(), database.password()));
            Result result = maven(
                    Map.of(),
                    "-s",
                    settings.toString(),
                    GOAL + "migrate",
                    "-Dwhimbrel.url=" + database.url(),
                    "-Dwhimbrel.server=chat");
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(database.query("SELECT version FROM whimbrel_applied")).containsExactly(List.of("001"));

            Path password = project.resolve("password");
            Files.writeString(password, database.password() + "\n");
            Result status = maven(
                    Map.of(),
                    GOAL + "status",
                    "-Dwhimbrel.check",
                    "-Dwhimbrel.url=" + database.url(),
                    "-Dwhimbrel.user=" + database.user(),
                    "-Dwhimbrel.passwordFile=" + password);
            assertThat(status.exitCode()).as(status.output()).isZero();
        }
    }

    private static boolean hasUsers(String file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM users")) {
            return rows.next();
        }
    }
}
