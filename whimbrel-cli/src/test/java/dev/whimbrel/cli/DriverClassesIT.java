package dev.whimbrel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list of what PostgreSQL's driver loads once a server answers. The launcher's archive of classes is made where there
 * may be no server, so the list is a file of the project.
 */
@RequiresPostgres
class DriverClassesIT {

    private static final Path JAR = Path.of("target/whimbrel-cli.jar").toAbsolutePath();
    private static final Path LISTED = Path.of("src/dist/lib/driver.classes");
    private static final Path FOUND = Path.of("target/driver.classes");

    @TempDir
    private Path home;

    @Test
    void listsWhatTheDriverLoads() throws Exception {
        Files.createDirectory(home.resolve("migrations"));
        Files.writeString(home.resolve("migrations/001_a.sql"), "CREATE TABLE a (i integer);");
        Set<String> added;
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            added = classes(database.url(), database.user(), database.password());
        }
        added.removeAll(classes("sqlite:a.db", "", ""));
        // Ours change with every other commit.
        added.removeIf(line -> line.contains("dev/whimbrel/"));
        Files.write(FOUND, added);
        added.removeIf(line -> !line.startsWith("org/postgresql/"));
        assertThat(added).isNotEmpty();
        assertThat(Files.readAllLines(LISTED))
                .as("%s falls behind the driver: copy %s over it", LISTED, FOUND)
                .containsAll(added);
    }

    private Set<String> classes(String url, String user, String password) throws IOException, InterruptedException {
        Path list = home.resolve("list");
        Process process = process(list, url, user, password);
        int exitCode = process.waitFor();
        assertThat(exitCode).as(Files.readString(home.resolve("log"))).isZero();
        Set<String> classes = new TreeSet<>();
        for (String line : Files.readAllLines(list)) {
            if (!line.startsWith("#")) {
                classes.add(line.replaceFirst(" id: .*", ""));
            }
        }
        return classes;
    }

    private Process process(Path list, String url, String user, String password) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:DumpLoadedClassList=" + list,
                "-jar",
                JAR.toString(),
                "migrate");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment().put("DATABASE_URL", url);
        builder.environment().put("PGUSER", user);
        builder.environment().put("PGPASSWORD", password);
        return builder.start();
    }
}
