package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.RevertibleJavaMigration;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Refusal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that has one connection, and gets it back as it was. */
final class LentConnectionsIT extends PostgresTest {

    private HikariDataSource pool = new HikariDataSource();

    @BeforeEach
    void openPool() {
        pool = LentTestDatabase.pool(database(), 1);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private Settings settings() {
        return Settings.defaults().withMigrations(home().resolve("migrations")).withDataSource(pool);
    }

    private List<String> ask(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> answer = new ArrayList<>();
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
            return answer;
        }
    }

    @Test
    void needsNoSecondConnection() throws SQLException {
        project().write("001_bird.sql", "CREATE TABLE bird (id int);", "INSERT INTO bird VALUES (1), (2);");
        project().write("002_index.sql", "CREATE INDEX CONCURRENTLY bird_id ON bird (id);");
        project().write("003_copy.sql", "COPY bird FROM stdin;", "3", "4", "\\.");
        project().write("004_set.sql", "SET LOCAL work_mem = '3MB';", "SET search_path = pg_catalog;");

        try (Whimbrel whimbrel = Whimbrel.of(settings())) {
            assertThat(whimbrel.migrate().done()).hasSize(4);
            assertThat(whimbrel.verify().get("main")).isEmpty();
            assertThat(whimbrel.health().get(0).problems()).isEmpty();
        }

        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("4");
        assertThat(ask("SELECT version FROM whimbrel_applied ORDER BY 1")).containsExactly("001", "002", "003", "004");
    }

    @Test
    void givesTheConnectionBackAsItCame() throws SQLException {
        String settings = "SELECT name || '=' || setting FROM pg_settings WHERE source = 'session' ORDER BY 1";
        pool.setConnectionInitSql("SET statement_timeout = '7s'; SET search_path = app, public; SET ROLE keeper");
        database()
                .execute(
                        "CREATE ROLE keeper; GRANT ALL ON DATABASE "
                                + database().database().name() + " TO keeper",
                        "CREATE SCHEMA app AUTHORIZATION keeper");
        List<String> before = ask(settings);
        List<String> role = ask("SELECT current_user");
        List<String> process = ask("SELECT pg_backend_pid()");
        project().write("001_bird.sql", "CREATE TABLE bird (id int);", "SET statement_timeout = '1h';", "RESET ROLE;");

        try (Whimbrel whimbrel = Whimbrel.of(settings())) {
            whimbrel.migrate();
        } finally {
            assertThat(ask("SELECT pg_backend_pid()")).isEqualTo(process);
        }

        assertThat(before).contains("statement_timeout=7000", "search_path=app, public");
        assertThat(ask(settings)).isEqualTo(before);
        assertThat(role).containsExactly("keeper");
        assertThat(ask("SELECT current_user")).isEqualTo(role);
        assertThat(ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .containsExactly("0");
        assertThat(ask("SELECT tableowner FROM pg_tables WHERE schemaname = 'app' AND tablename = 'bird'"))
                .containsExactly("keeper");
        pool.close();
        database().execute("DROP OWNED BY keeper", "DROP ROLE keeper");
    }

    @Test
    void stopsWithTheLostConnectionAndGoesOnWithTheNext() throws SQLException {
        project().write("001_bird.sql", "CREATE TABLE bird (id int);");
        project()
                .write(
                        "002_ends.sql",
                        "INSERT INTO bird VALUES (1);",
                        "SELECT pg_terminate_backend(pg_backend_pid());");
        try (Whimbrel whimbrel = Whimbrel.of(settings())) {
            Problem problem = Refusal.problem(RunFailedException.class, whimbrel::migrate);
            assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_LOST);
        }
        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("0");

        project().write("002_ends.sql", "INSERT INTO bird VALUES (1);");
        try (Whimbrel whimbrel = Whimbrel.of(settings())) {
            assertThat(whimbrel.migrate().done()).hasSize(1);
        }
        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("1");
    }

    @Test
    void excludesAWhimbrelWithConnectionsOfItsOwn() {
        project().write("001_bird.sql", "CREATE TABLE bird (id int);");
        RunListener second = new RunListener() {
            @Override
            public void stepStarted(Step step) {
                assertThat(Refusal.problem(dev.whimbrel.error.LockedException.class, () -> project()
                                        .migrate())
                                .code())
                        .isEqualTo(ErrorCode.LOCK_HELD);
            }
        };
        try (Whimbrel whimbrel = Whimbrel.of(settings())) {
            assertThat(whimbrel.migrate(UpOptions.defaults(), second).done()).hasSize(1);
        }
    }

    @Test
    void tellsThatAPoolGivesNoConnection() {
        pool.setJdbcUrl("jdbc:postgresql://localhost:1/nowhere");
        pool.setInitializationFailTimeout(-1);
        assertThat(Refusal.problem(DatabaseException.class, () -> DatabaseSettings.of("main", pool)))
                .extracting(Problem::code)
                .isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void completesABackfill() throws SQLException {
        project()
                .write(
                        "001_bird.sql",
                        "CREATE TABLE bird (id int PRIMARY KEY, seen boolean);",
                        "INSERT INTO bird SELECT i FROM generate_series(1, 2500) AS i;");
        project().write("002_seen.backfill.yaml", "table: bird", "key: id", "set: seen = true", "where: seen IS NULL");

        try (Whimbrel whimbrel = Whimbrel.of(settings())) {
            whimbrel.migrate();
            whimbrel.backfills().run(BackfillOptions.defaults(), BackfillListener.NONE, new BackfillStop());
            assertThat(whimbrel.backfills()
                            .statuses(whimbrel.plan(UpOptions.defaults()))
                            .get("main"))
                    .extracting(WorkStatus::state)
                    .containsExactly(WorkState.READY);
        }
        assertThat(ask("SELECT count(*) FROM bird WHERE seen")).containsExactly("2500");
        assertThat(ask("SHOW lock_timeout")).containsExactly("0");
    }

    /** What it does is up to the test. */
    private record Written(Work up) implements RevertibleJavaMigration {

        interface Work {
            void run(Statement statement) throws Exception;
        }

        @Override
        public Version version() {
            return Version.of("002");
        }

        @Override
        public String description() {
            return "written in Java";
        }

        @Override
        public String checksum() {
            return "1";
        }

        @Override
        public void migrate(Connection connection) throws Exception {
            try (Statement statement = connection.createStatement()) {
                up.run(statement);
            }
        }

        @Override
        public void revert(Connection connection) throws Exception {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM bird");
            }
        }
    }

    private Settings with(Written.Work up) {
        return settings().withJavaMigrations(new Written(up));
    }

    @Test
    void runsJavaInItsPlaceAndTakesItBack() throws SQLException {
        project().write("001_bird.sql", "CREATE TABLE bird (id int);");
        project().write("003_flock.sql", "CREATE TABLE flock AS SELECT * FROM bird;");
        project().write("003_flock.down.sql", "DROP TABLE flock;");
        Settings settings = with(statement -> statement.execute("INSERT INTO bird VALUES (1)"));

        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            assertThat(whimbrel.migrate().done()).hasSize(3);
            assertThat(whimbrel.validate()).isEmpty();
            assertThat(whimbrel.verify().get("main")).isEmpty();
        }
        assertThat(ask("SELECT count(*) FROM flock")).containsExactly("1");
        assertThat(ask("SELECT script FROM whimbrel_history WHERE version = '002'"))
                .containsExactly(Written.class.getName());

        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            whimbrel.down(DownOptions.last(2), RunListener.NONE);
        }
        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("0");
    }

    @Test
    void keepsNothingOfJavaThatFails() throws SQLException {
        project().write("001_bird.sql", "CREATE TABLE bird (id int);");
        Settings settings = with(statement -> {
            statement.execute("INSERT INTO bird VALUES (1)");
            throw new IllegalStateException("no nest");
        });
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            Problem problem = Refusal.problem(RunFailedException.class, whimbrel::migrate);
            assertThat(problem.why()).contains("IllegalStateException: no nest");
        }
        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("0");
        assertThat(ask("SELECT outcome FROM whimbrel_history WHERE version = '002'"))
                .containsExactly("failed");
    }

    @Test
    void findsOutJavaThatEndsItsTransaction() throws SQLException {
        project().write("001_bird.sql", "CREATE TABLE bird (id int);");
        try (Whimbrel whimbrel = Whimbrel.of(with(statement -> statement.execute("COMMIT")))) {
            Problem problem = Refusal.problem(RunFailedException.class, whimbrel::migrate);
            assertThat(problem.why()).contains("ended the transaction");
        }
        assertThat(ask("SELECT version FROM whimbrel_applied")).containsExactly("001");
    }
}
