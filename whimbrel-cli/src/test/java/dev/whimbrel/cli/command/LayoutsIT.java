package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders of other tools, migrated and, where they have down scripts, reverted. The ones of Drizzle were written by
 * drizzle-kit 0.31, the SQL of Prisma's by its own {@code migrate diff}.
 */
class LayoutsIT {

    private static final Path SAMPLES = Path.of("src/test/resources/layouts");

    @TempDir
    private Path home;

    private Workplace work;

    @BeforeEach
    void prepare() {
        work = new Workplace(home);
    }

    private void use(String folder) {
        Path from = SAMPLES.resolve(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                work.file(
                        "migrations/" + from.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Result run(String... args) {
        Result result = work.run(args);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private void migrates(String layout, int migrations, String current) {
        assertThat(run("migrate").out()).contains(migrations + " migrations applied");
        assertThat(run("status", "--check").out())
                .contains(layout + " layout, at version " + current, migrations + " applied");
        run("validate");
        run("verify");
        assertThat(run("migrate").out()).contains("nothing to do");
    }

    private void refusesToGoDown() {
        Result result = work.run("down");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("WB-0110");
    }

    private void revertsAll(int migrations) {
        assertThat(run("down", "--steps", String.valueOf(migrations)).out())
                .contains(migrations + " migrations reverted");
        assertThat(run("status").out()).contains(migrations + " pending");
    }

    @Nested
    class OnSqlite {

        @BeforeEach
        void connect() {
            work.sqlite();
        }

        @Test
        void drizzle() {
            use("drizzle-sqlite");
            migrates("drizzle", 2, "0001");
            refusesToGoDown();
        }

        @Test
        void refusesAFolderForPostgres() {
            use("prisma");
            Result result = work.run("migrate");
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("WB-0213", "the folder is for postgresql", "migration_lock.toml says so");
        }

        @Test
        void flywayWithSettingsOfAScript() {
            work.file("migrations/V1__a.sql", "CREATE TABLE a (i INTEGER);")
                    .file("migrations/V2__vacuum.sql", "VACUUM;")
                    .file("migrations/V2__vacuum.sql.conf", "executeInTransaction=false")
                    .file("migrations/U2__vacuum.sql", "SELECT 1;")
                    .file("migrations/U1__a.sql", "DROP TABLE a;");
            migrates("flyway", 2, "2");
            revertsAll(2);
        }

        @Test
        void numbered() {
            work.file("migrations/001_a.sql", "CREATE TABLE a (i INTEGER);", "-- migrate:down", "DROP TABLE a;")
                    .file("migrations/002_b.sql", "CREATE TABLE b (i INTEGER);")
                    .file("migrations/002_b.down.sql", "DROP TABLE b;");
            migrates("numbered", 2, "002");
            revertsAll(2);
        }

        @Test
        void pairs() {
            work.file("migrations/000001_a.up.sql", "CREATE TABLE a (i INTEGER);")
                    .file("migrations/000001_a.down.sql", "DROP TABLE a;")
                    .file("migrations/000002_b.up.sql", "CREATE TABLE b (i INTEGER);")
                    .file("migrations/000002_b.down.sql", "DROP TABLE b;");
            migrates("up/down pairs", 2, "000002");
            revertsAll(2);
        }

        @Test
        void plain() {
            work.file("migrations/add_a.sql", "CREATE TABLE a (i INTEGER);", "-- migrate:down", "DROP TABLE a;")
                    .file("migrations/add_b.sql", "CREATE TABLE b (i INTEGER);", "-- migrate:down", "DROP TABLE b;");
            migrates("plain", 2, "add_b");
            revertsAll(2);
        }
    }

    @Nested
    @RequiresPostgres
    class OnPostgres {

        private TestDatabase database;

        @BeforeEach
        void connect() {
            database = PostgresServer.shared().createDatabase();
            work.postgres(database);
        }

        @AfterEach
        void drop() {
            database.close();
        }

        @Test
        void prisma() {
            use("prisma");
            migrates("prisma", 2, "20260115093000");
            refusesToGoDown();
        }

        @Test
        void drizzle() {
            use("drizzle-postgresql");
            migrates("drizzle", 3, "0002");
            refusesToGoDown();
        }

        @Test
        void atlas() {
            use("atlas");
            migrates("atlas", 3, "20260116093000");
            assertThat(database.query("SELECT greeting('Ada'), obj_description('greeting(text)'::regprocedure)"))
                    .containsExactly(List.of("-- end Ada", "says hello"));
            refusesToGoDown();
        }

        @Test
        void atlasAfterANewFile() {
            use("atlas");
            run("create", "more");
            assertThat(work.run("status").err()).contains("holds no statement");
            work.file("migrations/20260114093000_users.sql", "SELECT 1;");
            assertThat(work.run("migrate").err())
                    .contains("WB-0216", "20260114093000_users.sql is not what atlas.sum says");
        }

        @Test
        void supabase() throws IOException {
            Path folder = SAMPLES.resolve("supabase/migrations");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    work.file("supabase/migrations/" + file.getFileName(), Files.readAllBytes(file));
                }
            }
            work.file(
                    "whimbrel.yaml",
                    "migrations: supabase/migrations",
                    "databases:",
                    "  main: { url: \"${DATABASE_URL}\" }");
            migrates("supabase", 2, "20260115093000");
            refusesToGoDown();
        }

        @Test
        void hasura() {
            use("hasura");
            migrates("hasura", 2, "1768469400000");
            revertsAll(2);
        }

        @Test
        void sqitch() {
            use("sqitch");
            migrates("sqitch", 3, "3");
            assertThat(database.query("SELECT greeting('Ada')")).containsExactly(List.of("good morning, Ada"));
            assertThat(run("down").out()).contains("1 migration reverted");
            assertThat(database.query("SELECT greeting('Ada')")).containsExactly(List.of("hello, Ada"));
            assertThat(run("down", "--steps", "2").out()).contains("2 migrations reverted");
        }

        @Test
        void dbmate() {
            work.file(
                            "migrations/20260114093000_a.sql",
                            "-- migrate:up",
                            "CREATE TABLE a (i integer);",
                            "-- migrate:down",
                            "DROP TABLE a;")
                    .file(
                            "migrations/20260115093000_b.sql",
                            "-- migrate:up transaction:false",
                            "CREATE INDEX CONCURRENTLY a_by_i ON a (i);",
                            "-- migrate:down transaction:false",
                            "DROP INDEX CONCURRENTLY a_by_i;");
            migrates("dbmate", 2, "20260115093000");
            revertsAll(2);
        }

        @Test
        void goose() {
            work.file(
                            "migrations/00001_a.sql",
                            "-- +goose Up",
                            "-- +goose StatementBegin",
                            "CREATE TABLE a (i integer); CREATE TABLE b (i integer);",
                            "-- +goose StatementEnd",
                            "-- +goose Down",
                            "DROP TABLE a;",
                            "DROP TABLE b;")
                    .file(
                            "migrations/00002_b.sql",
                            "-- +goose NO TRANSACTION",
                            "-- +goose Up",
                            "CREATE INDEX CONCURRENTLY a_by_i ON a (i);",
                            "-- +goose Down",
                            "DROP INDEX a_by_i;");
            migrates("goose", 2, "00002");
            revertsAll(2);
        }
    }
}
