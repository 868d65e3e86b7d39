package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a person uses them, one after the other, on a real SQLite file. */
class CommandsIT {

    @TempDir
    private Path home;

    private Workplace work;

    @BeforeEach
    void prepare() {
        work = new Workplace(home)
                .sqlite()
                .file("migrations/001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);")
                .file("migrations/001_users.down.sql", "DROP TABLE users;")
                .file("migrations/002_chats.sql", "CREATE TABLE chats (id INTEGER PRIMARY KEY);")
                .file("migrations/002_chats.down.sql", "DROP TABLE chats;");
    }

    @Test
    void leadsFromAnEmptyFolderToAMigratedDatabase(@TempDir Path empty) {
        Workplace fresh = new Workplace(empty).sqlite();
        assertThat(fresh.run("init").exitCode()).isZero();
        assertThat(fresh.run("create", "Initial schema", "--down").out())
                .contains("001_initial_schema.sql", "001_initial_schema.down.sql");
        fresh.file("migrations/001_initial_schema.sql", "CREATE TABLE t (i INTEGER);");
        assertThat(fresh.run("migrate").out()).contains("applied   001", "1 migration applied");
        assertThat(fresh.run("init").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void showsWhatIsPendingAndWhatIsApplied() {
        assertThat(work.run("status").out()).contains("numbered layout, nothing applied", "2 pending");
        assertThat(work.run("status", "--check").exitCode()).isEqualTo(ExitCode.PENDING);
        work.run("migrate");
        assertThat(work.run("status").out()).contains("at version 002", "2 applied");
        assertThat(work.run("status", "--check").exitCode()).isZero();
    }

    @Test
    void keepsToEightyColumns() {
        work.file(
                "migrations/20260114093000_a_name_that_goes_on_and_on_until_nobody_remembers_how_it_began.sql",
                "CREATE TABLE t (i INTEGER);");
        work.run("migrate");
        assertThat(work.run("status").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void writesNoColourWhereNobodyLooksOn() {
        assertThat(work.run("status").all()).doesNotContain("\u001B[");
    }

    @Test
    void printsStatusForPrograms() {
        work.run("migrate", "--target", "001");
        Map<String, Object> status = work.run("status", "--output", "json").json();
        assertThat(status).containsEntry("layout", "numbered").containsEntry("pending", 1);
        assertThat(status.get("databases"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .singleElement()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("name", "main")
                .containsEntry("kind", "sqlite")
                .containsEntry("current", "001");
    }

    @Test
    void reportsARunForPrograms() {
        assertThat(work.run("migrate", "--output", "json").json()).containsEntry("outcome", "applied");
        assertThat(work.run("migrate", "--output", "JSON").json()).containsEntry("outcome", "nothing to do");
        assertThat(work.run("down", "--output", "json").json()).containsEntry("outcome", "reverted");
    }

    @Test
    void reportsAFailureForPrograms() {
        work.file("migrations/003_broken.sql", "CREATE TABLE ok (i INTEGER);", "CREATE TABL broken (i INTEGER);");
        Result result = work.run("migrate", "--output", "json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.json()).containsEntry("outcome", "failed");
        assertThat(result.out()).contains("003_broken.sql:2:1", "\"WB-0501\"");
        assertThat(result.err()).contains("error WB-0501", "why:", "do:").doesNotContain("\tat ");
    }

    @Test
    void printsThePlanWithoutCarryingItOut() {
        assertThat(work.run("migrate", "--dry-run").out())
                .contains("001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);", "nothing was changed");
        assertThat(home.resolve("test.db")).doesNotExist();
        assertThat(work.run("migrate", "--dry-run", "--output", "json").json()).containsEntry("outcome", "planned");
    }

    @Test
    void revertsStepsAndToAVersion() {
        work.run("migrate");
        assertThat(work.run("down", "--dry-run").out()).contains("DROP TABLE chats;");
        assertThat(work.run("down").out()).contains("reverted  002");
        work.run("migrate");
        assertThat(work.run("down", "--to", "0").out()).contains("2 migrations reverted");
        assertThat(work.run("down").out()).contains("nothing to do");
        assertThat(work.run("down", "--steps", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void repairsOnlyWhatIsNamedAndConfirmed() {
        work.run("migrate");
        work.file("migrations/001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY); -- edited");
        assertThat(work.run("repair").out()).contains("whimbrel repair --changed 001");
        assertThat(work.run("repair", "--changed", "001").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(work.run("validate").exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
        assertThat(work.run("repair", "--missing", "001", "--yes").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(work.run("repair", "--changed", "001", "--yes").exitCode()).isZero();
        assertThat(work.run("validate").exitCode()).isZero();
    }

    @Test
    void declaresABaseline() {
        assertThat(work.run("baseline", "001").exitCode()).isZero();
        assertThat(work.run("status").out()).contains("below baseline");
        assertThat(work.run("migrate").out()).contains("applied   002").doesNotContain("applied   001");
        assertThat(work.run("baseline", "001").exitCode()).isZero();
    }

    @Test
    void verifiesWhatTheMigrationsPromise() {
        work.run("migrate");
        assertThat(work.run("verify").exitCode()).isZero();
        Result result = work.file("more/001_drop.sql", "DROP TABLE chats;").run("verify");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void tellsHealthAndWaits() {
        assertThat(work.run("health", "--output", "json").json())
                .containsEntry("status", "up")
                .containsEntry("databases", Map.of("main", true));
        assertThat(work.run("wait", "--timeout", "5").out()).contains("main accepts connections");
    }

    /** A server that takes connections and never says a word. */
    @Test
    @Timeout(30)
    void waitingForASilentServerEnds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            work.variable("DATABASE_URL", "postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/x");
            Result waited = work.run("wait", "--timeout", "1");
            assertThat(waited.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(waited.err()).contains("WB-0410", "does not answer");
            Result health = work.run("health", "--output", "json");
            assertThat(health.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(health.json())
                    .containsEntry("status", "down")
                    .containsEntry("databases", Map.of("main", false))
                    .containsKey("details");
        }
    }

    @Test
    void showsWhereSettingsComeFrom() {
        work.file(
                "whimbrel.yaml",
                "databases:",
                "  main: { url: \"postgresql://u:canary-secret@localhost/x\" }",
                "lock: { wait: 5s }");
        Result result = work.run("config");
        assertThat(result.out()).contains("lock.wait", "5s", "whimbrel.yaml:3", "*****");
        assertThat(result.all()).doesNotContain("canary-secret");
        assertThat(work.run("config", "--output", "json").all()).doesNotContain("canary-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "create",
                "status",
                "migrate",
                "migrate-manual",
                "down",
                "validate",
                "verify",
                "repair",
                "baseline",
                "health",
                "wait",
                "config",
                "serve",
                "demo"
            })
    void explainsEachCommandWithItsExitCodes(String command) {
        Result result = work.run(command, "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: whimbrel " + command, "Exit codes:");
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void completesInTheShell() {
        Result result = work.run("completion");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("complete -F", "migrate-manual");
    }

    @Test
    void staysQuietWhenAsked() {
        assertThat(List.of(work.run("migrate", "--quiet"), work.run("status", "-q")))
                .allSatisfy(result -> assertThat(result.all()).isEmpty());
    }
}
