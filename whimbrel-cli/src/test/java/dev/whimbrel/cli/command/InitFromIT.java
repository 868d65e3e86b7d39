package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init --from}: settings proposed for a folder that is there already. */
class InitFromIT {

    @TempDir
    private Path home;

    @Test
    void proposesSettingsThatWork() {
        Workplace work = new Workplace(home)
                .sqlite()
                .file("db/changes/001_a.sql", "CREATE TABLE a (i INTEGER PRIMARY KEY AUTOINCREMENT);");
        Result result = work.run("init", "--from", "db/changes");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "found numbered layout, versions: 1",
                        "main  sqlite  (001_a.sql: AUTOINCREMENT)",
                        "set DATABASE_URL");
        assertThat(work.run("migrate").out()).contains("1 migration applied");
    }

    @Test
    void namesTheVariablesOfSeveralDatabases() {
        Workplace work = new Workplace(home)
                .file("m/default/1_a/up.sql", "SELECT 1;")
                .file("m/audit-log/1_a/up.sql", "SELECT 1;");
        assertThat(work.run("init", "--from", "m").out()).contains("set AUDIT_LOG_URL, DEFAULT_URL");
        assertThat(home.resolve("whimbrel.yaml"))
                .content()
                .contains("audit-log: { url: \"${AUDIT_LOG_URL}\" }", "default: { url: \"${DEFAULT_URL}\" }");
    }

    @Test
    void overwritesNothing() {
        Workplace work = new Workplace(home).file("m/001_a.sql", "SELECT 1;").file("whimbrel.yaml", "migrations: m");
        Result result = work.run("init", "--from", "m");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("WB-0108");
        assertThat(home.resolve("whimbrel.yaml")).hasContent("migrations: m");
    }

    @Test
    void saysWhatIsInAFolderItCannotRead() {
        Workplace work = new Workplace(home).file("m/001_a.sql", "SELECT 1;").file("m/V2__b.sql", "SELECT 1;");
        Result result = work.run("init", "--from", "m");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("WB-0203", "found numbered (001_a.sql), flyway (V2__b.sql)");
        assertThat(home.resolve("whimbrel.yaml")).doesNotExist();
    }
}
