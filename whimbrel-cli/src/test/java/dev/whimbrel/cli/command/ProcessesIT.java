package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as processes of the operating system. */
class ProcessesIT {

    private static final Path JAR = Path.of("target/whimbrel-cli.jar").toAbsolutePath();
    private static final Path CHAT = Path.of("../examples/rag-chat/migrations").toAbsolutePath();
    private static final int AT_ONCE = 16;

    @TempDir
    private Path home;

    @Test
    @RequiresPostgres
    void sixteenAtOnceApplyEachMigrationOnceOnPostgres() throws Exception {
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            runAtOnce(Map.of(
                    "DATABASE_URL", database.url(),
                    "PGUSER", database.user(),
                    "PGPASSWORD", database.password()));
            assertThat(database.query("SELECT version, count(*) FROM whimbrel_history GROUP BY version"))
                    .hasSize(5)
                    .allSatisfy(row -> assertThat(row.get(1)).isEqualTo("1"));
        }
    }

    @Test
    void sixteenAtOnceApplyEachMigrationOnceOnSqlite() throws Exception {
        List<String> output = runAtOnce(Map.of("DATABASE_URL", "sqlite:" + home.resolve("chat.db")));
        assertThat(output)
                .filteredOn(text -> text.contains("5 migrations applied"))
                .hasSize(1);
        assertThat(output).filteredOn(text -> text.contains("nothing to do")).hasSize(AT_ONCE - 1);
    }

    private List<String> runAtOnce(Map<String, String> variables) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        List<Path> logs = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> home.resolve("log." + i))
                .toList();
        for (Path log : logs) {
            processes.add(start(log, variables, "migrate", "--migrations", CHAT.toString(), "--target", "005"));
        }
        List<String> output = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int exitCode = processes.get(i).waitFor();
            output.add(Files.readString(logs.get(i)));
            assertThat(exitCode).as(output.get(i)).isZero();
        }
        return output;
    }

    private Process start(Path log, Map<String, String> variables, String... args) throws IOException {
        ProcessBuilder builder = Jvm.running(JAR, (Object[]) args)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        return builder.start();
    }
}
