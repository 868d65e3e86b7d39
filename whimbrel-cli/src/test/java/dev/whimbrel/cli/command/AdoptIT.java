package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code whimbrel adopt} as a person meets it: what is printed, and the exit codes. */
class AdoptIT {

    @TempDir
    private Path home;

    private Workplace work;

    @BeforeEach
    void prepare() {
        work = new Workplace(home)
                .sqlite()
                .file("migrations/1_a.up.sql", "CREATE TABLE a (i integer);")
                .file("migrations/2_b.up.sql", "CREATE TABLE b (i integer);");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("test.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void golangMigrate(String row) throws SQLException {
        execute(
                "CREATE TABLE a (i integer)",
                "CREATE TABLE schema_migrations (version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES (" + row + ")");
    }

    @Test
    void refusesToMigrateAdoptsAndGoesOn() throws SQLException {
        golangMigrate("1, 0");
        Result refused = work.run("migrate");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
        assertThat(refused.err()).contains("WB-1001", "golang-migrate", "whimbrel adopt");
        Result dry = work.run("adopt", "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out()).contains("golang-migrate in main.schema_migrations", "1 adopted, 1 pending; nothing was");
        assertThat(work.run("migrate").exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
        Result adopted = work.run("adopt", "--output", "json");
        assertThat(adopted.exitCode()).isZero();
        assertThat(adopted.json()).containsEntry("outcome", "adopted");
        assertThat(work.run("migrate").out()).contains("1 migration applied");
        assertThat(work.run("adopt", "--output", "json").json()).containsEntry("outcome", "nothing to do");
    }

    @Test
    void asksAboutWhatIsInDoubt() throws SQLException {
        golangMigrate("1, 1");
        Result asked = work.run("adopt");
        assertThat(asked.exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
        assertThat(asked.err()).contains("WB-1006", "--applied 1", "--pending 1");
        assertThat(work.run("adopt", "--applied", "1").exitCode()).isZero();
        assertThat(work.run("migrate").out()).contains("1 migration applied");
    }

    @Test
    void asksForTheToolWhereThereAreSeveral() throws SQLException {
        golangMigrate("1, 0");
        execute("CREATE TABLE pgmigrations (id integer, name text, run_on text)");
        Result several = work.run("adopt");
        assertThat(several.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(several.err()).contains("WB-1003", "golang-migrate", "node-pg-migrate", "--from");
        assertThat(work.run("adopt", "--from", "golang-migrate").exitCode()).isZero();
    }

    @Test
    void saysThatThereIsNothing() {
        Result none = work.run("adopt");
        assertThat(none.exitCode()).isZero();
        assertThat(none.out()).contains("nothing to adopt");
        assertThat(work.run("adopt", "--from", "flyway").err()).contains("WB-1002");
        assertThat(work.run("adopt", "--from", "nothing").err()).contains("WB-1002", "known are flyway");
    }

    @Test
    void refusesADecisionThatIsAboutNothing() throws SQLException {
        golangMigrate("1, 0");
        Result refused = work.run("adopt", "--missing", "7");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("WB-0112");
    }

    @Test
    void aBaselineSaysThatTheOtherHistoryIsAnotherApplications() throws SQLException {
        golangMigrate("1, 0");
        execute("DROP TABLE a");
        assertThat(work.run("baseline", "0").exitCode()).isZero();
        assertThat(work.run("migrate").out()).contains("2 migrations applied");
    }
}
