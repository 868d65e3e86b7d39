package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server itself may say no with in the middle: failures that pass, and a privilege that is taken away. */
final class InjectedFailureIT extends PostgresTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** A statement that fails the first two times. A sequence counts on, whatever becomes of the transaction. */
    private static String failing(String state, String sequence) {
        return "DO $$ BEGIN IF nextval('" + sequence + "') < 3 THEN RAISE SQLSTATE '" + state + "'; END IF; END $$;";
    }

    private Trial trial(MarkedMigrations migrations) {
        Trial trial = Trial.of(home().resolve("migrations"), migrations);
        migrations.versions().forEach(version -> trial.database().execute("CREATE SEQUENCE tries_" + version));
        return trial;
    }

    /** Before the first effect of each migration, behind it, and behind the last one. */
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03"})
    void triesAgainWhatFailsForAMoment(String state) {
        MarkedMigrations migrations = MarkedMigrations.ofEveryKind(project());
        project()
                .delete("001_small.sql")
                .write(
                        "001_first.sql",
                        failing(state, "tries_001"),
                        MarkedMigrations.table("001"),
                        MarkedMigrations.mark("001"))
                .delete("002_small.sql")
                .write(
                        "002_last.sql",
                        MarkedMigrations.table("002"),
                        MarkedMigrations.mark("002"),
                        failing(state, "tries_002"))
                .write(
                        "003_copy.sql",
                        MarkedMigrations.table("003"),
                        MarkedMigrations.mark("003"),
                        "COPY nest_003 FROM STDIN;",
                        "1",
                        "\\.",
                        failing(state, "tries_003"))
                .write(
                        "005_index.sql",
                        MarkedMigrations.table("005"),
                        "DO $$ BEGIN INSERT INTO effect VALUES ('005 begun');"
                                + " IF nextval('tries_005') < 3 THEN RAISE SQLSTATE '" + state + "'; END IF; END $$;",
                        "CREATE UNIQUE INDEX CONCURRENTLY by_id ON nest_005 (id);",
                        failing(state, "tries_006"),
                        MarkedMigrations.mark("005"));
        try (Trial trial = trial(migrations)) {
            assertThat(trial.endure(trial.project())).isEmpty();
        }
    }

    @Test
    void givesUpOnAFailureThatDoesNotPass() {
        MarkedMigrations migrations = MarkedMigrations.small(project(), 3);
        project()
                .write(
                        "002_small.sql",
                        MarkedMigrations.table("002"),
                        MarkedMigrations.mark("002"),
                        failing("40001", "tries_002"));
        try (Trial trial = trial(migrations)) {
            Project impatient = trial.project()
                    .with(settings -> settings.withTimeouts(
                            Timeouts.defaults().withLock(SHORT).withRetries(1)));

            assertThat(trial.endure(impatient)).isPresent();
        }
    }

    /** What a statement is told on a full disk, where nothing is wrong with the script. */
    @Test
    void advisesToMakeRoomOnAFullDisk() {
        project().write("001_full.sql", "DO $$ BEGIN RAISE SQLSTATE '53100' USING MESSAGE = 'no space left'; END $$;");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.why()).contains("no space left");
        assertThat(problem.remedy()).contains("make room on the disk");
    }

    @Test
    void stopsCleanlyWhenAPrivilegeIsTakenAway() {
        String role = "role_of_" + database().database().name();
        database()
                .execute(
                        "CREATE ROLE " + role + " LOGIN PASSWORD 'short-lived'",
                        "GRANT CREATE, USAGE ON SCHEMA public TO " + role);
        try {
            project()
                    .write("001_bird.sql", "CREATE TABLE bird (id integer);", "COPY bird FROM STDIN;", "1", "\\.")
                    .write("002_nest.sql", "CREATE TABLE nest (id integer);")
                    .write("003_egg.sql", "CREATE TABLE egg (id integer);");
            DatabaseSettings settings = DatabaseSettings.of(
                            "main", database().database().url())
                    .withUser(role)
                    .withPassword(Secret.of("short-lived"));
            Project asRole = Project.of(home().resolve("migrations"), database().provider(), settings);
            RunListener revokes = new RunListener() {
                @Override
                public void stepDone(Step step, Duration duration) {
                    database().execute("REVOKE CREATE ON SCHEMA public FROM " + role);
                }
            };

            Problem problem =
                    Refusal.problem(RunFailedException.class, () -> asRole.migrate(UpOptions.defaults(), revokes));

            assertThat(problem.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(query("SELECT version FROM whimbrel_applied")).containsExactly("001");
            assertThat(query("SELECT to_regclass('nest')::text")).containsExactly("null");
            database().execute("GRANT CREATE ON SCHEMA public TO " + role);
            assertThat(Trial.versions(asRole.migrate())).isEqualTo(List.of("002", "003"));
        } finally {
            database().execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }
}
