package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong: the exit code that is promised, three helpful lines, no stack trace, nothing changed. */
class BadInputIT {

    @TempDir
    private Path home;

    private Workplace work;

    @BeforeEach
    void prepare() {
        work = new Workplace(home).sqlite().file("migrations/001_a.sql", "CREATE TABLE a (i INTEGER);");
    }

    private static void assertRefused(Result result, int exitCode, String code, String... words) {
        assertThat(result.exitCode()).as(result.all()).isEqualTo(exitCode);
        assertThat(result.err().lines().toList()).hasSize(3);
        assertThat(result.err()).startsWith("error " + code).contains("  why: ", "  do:  ");
        assertThat(words).allSatisfy(word -> assertThat(result.err()).contains(word));
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
    }

    private void assertNothingChanged() {
        assertThat(home.resolve("test.db")).doesNotExist();
    }

    @Test
    void unterminatedStringIsFoundBeforeAnythingRuns() {
        work.file("migrations/002_b.sql", "CREATE TABLE b (i INTEGER);", "INSERT INTO b VALUES ('oops);");
        assertRefused(work.run("migrate"), ExitCode.USAGE, "WB-0207", "002_b.sql:2:23");
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "status", "validate"})
    void allScriptsThatCannotBeReadAreToldAtOnceAndInOrder(String command) {
        work.file("migrations/002_b.sql", "INSERT INTO a VALUES ('oops);")
                .file("migrations/003_c.sql", "CREATE TABLE c (i INTEGER);")
                .file("migrations/004_d.sql", "INSERT INTO a VALUES (1);", "/* oops");

        Result result = work.run(command);

        assertThat(result.exitCode()).as(result.all()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().lines().filter(line -> line.startsWith("error ")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("WB-0207", "002_b.sql:1:"),
                        second -> assertThat(second).contains("WB-0207", "004_d.sql:2:1"));
        assertNothingChanged();
    }

    @Test
    void duplicateVersion() {
        work.file("migrations/1_b.sql", "SELECT 1;");
        assertRefused(work.run("migrate"), ExitCode.USAGE, "WB-0204", "001_a.sql", "1_b.sql");
        assertNothingChanged();
    }

    @Test
    void twoLayouts() {
        work.file("migrations/V2__b.sql", "SELECT 1;");
        assertRefused(work.run("migrate"), ExitCode.USAGE, "WB-0203", "001_a.sql", "V2__b.sql");
    }

    @Test
    void invalidUtf8() {
        work.file("migrations/002_b.sql", "SELECT 1;\nSELECT '\u00e4';\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(work.run("migrate"), ExitCode.USAGE, "WB-0206", "002_b.sql", "line 2");
        assertNothingChanged();
    }

    @Test
    void emptyFile() {
        work.file("migrations/002_b.sql", new byte[0]);
        assertRefused(work.run("migrate"), ExitCode.USAGE, "WB-0210", "002_b.sql");
        assertNothingChanged();
    }

    @Test
    void emptyFolder() throws Exception {
        Files.createDirectory(home.resolve("nothing"));
        assertRefused(work.run("migrate", "--migrations", "nothing"), ExitCode.USAGE, "WB-0202", "nothing");
    }

    @Test
    void noFolder() {
        assertRefused(work.run("status", "--migrations", "nowhere"), ExitCode.USAGE, "WB-0201", "nowhere");
    }

    @Test
    void editedAppliedFile() {
        work.run("migrate");
        work.file("migrations/001_a.sql", "CREATE TABLE a (i INTEGER, j INTEGER);");
        assertRefused(work.run("migrate"), ExitCode.DISAGREEMENT, "WB-0301", "001_a.sql", "repair --changed 001");
        assertRefused(work.run("validate"), ExitCode.DISAGREEMENT, "WB-0301");
    }

    @Test
    void deletedAppliedFile() {
        work.file("migrations/002_b.sql", "CREATE TABLE b (i INTEGER);").run("migrate");
        work.delete("migrations/001_a.sql");
        assertRefused(work.run("migrate"), ExitCode.DISAGREEMENT, "WB-0302", "001_a.sql", "repair --missing 001");
    }

    @Test
    void lowerVersionArrivingLate() {
        work.file("migrations/003_c.sql", "CREATE TABLE c (i INTEGER);").run("migrate");
        work.file("migrations/002_b.sql", "CREATE TABLE b (i INTEGER);");
        assertRefused(work.run("migrate"), ExitCode.DISAGREEMENT, "WB-0303", "002_b.sql", "--out-of-order");
        assertThat(work.run("migrate", "--out-of-order").exitCode()).isZero();
    }

    @Test
    void downWithoutADownScript() {
        work.run("migrate");
        assertRefused(work.run("down"), ExitCode.USAGE, "WB-0110", "001_a.sql");
    }

    @Test
    void unknownTarget() {
        assertRefused(work.run("migrate", "--target", "7"), ExitCode.USAGE, "WB-0109", "7");
    }

    @Test
    void unsetVariable() {
        work.file("whimbrel.yaml", "databases:", "  main: { url: \"${CHAT_DATABASE}\" }");
        assertRefused(work.run("status"), ExitCode.USAGE, "WB-0104", "CHAT_DATABASE", "whimbrel.yaml:2");
    }

    @Test
    void misspeltKey() {
        work.file("whimbrel.yaml", "migration: migrations");
        assertRefused(work.run("status"), ExitCode.USAGE, "WB-0102", "`migration`", "did you mean `migrations`?");
    }

    @Test
    void invalidValue() {
        work.file("whimbrel.yaml", "lock: { wait: soon }");
        assertRefused(work.run("status"), ExitCode.USAGE, "WB-0103", "lock.wait", "soon");
    }

    @Test
    void brokenYaml() {
        work.file("whimbrel.yaml", "migrations: [a");
        assertRefused(work.run("status"), ExitCode.USAGE, "WB-0101", "whimbrel.yaml");
    }

    @Test
    void noDatabaseConfigured(@TempDir Path bare) {
        assertRefused(
                new Workplace(bare).file("migrations/001_a.sql", "SELECT 1;").run("status"), ExitCode.USAGE, "WB-0105");
    }

    @Test
    void unknownDatabaseName() {
        assertRefused(work.run("status", "--database", "graph"), ExitCode.USAGE, "WB-0106", "graph", "main");
    }

    @Test
    void passwordOnTheCommandLine() {
        Result result = work.run("status", "--url", "postgresql://me:canary-secret@localhost/x");
        assertRefused(result, ExitCode.USAGE, "WB-0107", "--url");
        assertThat(result.all()).doesNotContain("canary-secret");
        assertThat(work.run("migrate-manual", "--uri", "postgresql://me:canary-secret@h/x")
                        .all())
                .doesNotContain("canary-secret")
                .contains("WB-0107");
    }

    @Test
    void unknownOptionAndMissingCommand() {
        assertRefused(
                work.run("migrate", "--faster"), ExitCode.USAGE, "WB-0100", "--faster", "whimbrel migrate --help");
        assertRefused(work.run(), ExitCode.USAGE, "WB-0100", "whimbrel --help");
    }

    @Test
    void missingFolderOfTheDatabaseFile() {
        Result result = work.run("migrate", "--url", "sqlite:" + home.resolve("nowhere/x.db"));
        assertRefused(result, ExitCode.FAILED, "WB-0401", "folder");
    }

    @Test
    void fileThatIsNoDatabase() {
        work.file("notes.db", "these are notes");
        assertRefused(work.run("migrate", "--url", "sqlite:" + home.resolve("notes.db")), ExitCode.FAILED, "WB-0401");
    }

    @Test
    void serverThatDoesNotAnswer() {
        assertRefused(
                work.run("migrate", "--url", "postgresql://127.0.0.1:1/x"), ExitCode.FAILED, "WB-0401", "127.0.0.1:1");
        assertRefused(work.run("wait", "--timeout", "0", "--url", "postgresql://127.0.0.1:1/x"), 1, "WB-0410");
    }
}
