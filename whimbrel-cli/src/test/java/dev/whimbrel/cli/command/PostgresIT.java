package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a real PostgreSQL: connecting in every documented way, and being refused clearly. */
@RequiresPostgres
class PostgresIT {

    @TempDir
    private Path home;

    private TestDatabase database;
    private Workplace work;

    @BeforeEach
    void prepare() {
        database = PostgresServer.shared().createDatabase();
        work = new Workplace(home)
                .file("migrations/001_a.sql", "CREATE TABLE a (i integer);")
                .file("migrations/002_b.sql", "CREATE TABLE b (i integer);");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Workplace connected() {
        return work.postgres(database);
    }

    @Test
    void takesUserAndPasswordFromTheEnvironment() {
        assertThat(connected().run("migrate").exitCode()).isZero();
        assertThat(connected().run("status").out()).contains("postgresql", "2 applied");
    }

    @Test
    void takesEverythingFromPostgresVariables() {
        PostgresServer server = PostgresServer.shared();
        work.variable("POSTGRES_HOST", server.host())
                .variable("POSTGRES_PORT", String.valueOf(server.port()))
                .variable("POSTGRES_DB", database.name())
                .variable("POSTGRES_USER", database.user())
                .variable("POSTGRES_PASSWORD", database.password())
                .variable("POSTGRES_SSLMODE", "disable");
        assertThat(work.run("migrate").exitCode()).isZero();
    }

    @Test
    void takesAWholeUrlFromDotEnv() {
        String credentials = database.user() + ":" + database.password() + "@";
        work.file(".env", "DATABASE_URL=" + database.url().replace("//", "//" + credentials));
        Result result = work.run("migrate");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(work.run("config").all()).doesNotContain(database.password()).contains(".env DATABASE_URL");
    }

    @Test
    void migratesByHandWithThePasswordFromStandardInput() {
        PostgresServer server = PostgresServer.shared();
        Result result = work.input(database.password() + "\n")
                .run(
                        "migrate-manual",
                        "--host",
                        server.host(),
                        "--port",
                        String.valueOf(server.port()),
                        "--database",
                        database.name(),
                        "--user",
                        database.user(),
                        "--password-stdin");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("2 migrations applied");
    }

    @Test
    void refusesClearlyAndTellsNoSecret() {
        connected().variable("PGPASSWORD", "canary-secret");
        for (String command : List.of("status", "migrate", "health", "verify", "wait")) {
            Result result = work.run(command, "--stacktrace", "--verbose");
            assertThat(result.exitCode()).as(command).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("WB-0403", "password authentication failed");
            assertThat(result.all()).doesNotContain("canary-secret");
        }
    }

    @Test
    void namesFileLineColumnStatementAndCause() {
        work.file("migrations/003_c.sql", "CREATE TABLE c (i integer);", "", "INSERT INTO c", "    SELECT nothing;");
        Result result = connected().run("migrate");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("003_c.sql:4:12", "INSERT INTO c SELECT nothing", "SQLSTATE 42703", "column \"nothing\"");
        assertThat(result.out()).contains("2 applied, 1 failed, 0 not started");
        assertThat(database.query("SELECT to_regclass('c') IS NULL")).containsExactly(List.of("t"));
    }

    @Test
    void goesOnAfterABaselineWhereScriptsWereRunByHand() {
        database.execute("CREATE TABLE a (i integer)");
        Result refused = connected().run("migrate");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("WB-0506", "001_a.sql:1:1", "whimbrel baseline 001");
        assertThat(work.run("baseline", "001").exitCode()).isZero();
        assertThat(work.run("migrate").out()).contains("1 migration applied");
    }

    @Test
    void findsWhatSomebodyDropped() {
        connected().run("migrate");
        database.execute("DROP TABLE b");
        Result result = work.run("verify", "--output", "json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.DISAGREEMENT);
        assertThat(result.out()).contains("WB-0601", "table b is not there", "002_b.sql");
    }
}
