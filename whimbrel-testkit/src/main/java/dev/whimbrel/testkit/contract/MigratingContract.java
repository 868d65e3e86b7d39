package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.Health;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going up: what runs, in which order, once; and what is left when a script fails. */
public abstract class MigratingContract extends DatabaseContract {

    private static final String CREATE_BIRD = "CREATE TABLE bird (id INTEGER PRIMARY KEY, name VARCHAR(40));";
    private static final String CREATE_STORY = "CREATE TABLE story (chapter INTEGER, title VARCHAR(40));";
    private static final String STORY = "SELECT chapter, title FROM story ORDER BY chapter";

    private static String next(String title) {
        return "INSERT INTO story SELECT count(*) + 1, '" + title + "' FROM story;";
    }

    @Test
    void appliesPendingInVersionOrder() {
        project()
                .write("010_last.sql", next("ten"))
                .write("9_middle.sql", next("nine"))
                .write("002_second.sql", next("two"))
                .write("001_first.sql", CREATE_STORY, next("one"));

        RunReport report = project().migrate();

        assertThat(done(report)).containsExactly("001", "002", "9", "010");
        assertThat(query(STORY)).containsExactly("1|one", "2|two", "3|nine", "4|ten");
    }

    @Test
    void appliesEachMigrationOnce() {
        project().write("001_first.sql", CREATE_STORY, next("one"));
        project().migrate();

        assertThat(done(project().migrate())).isEmpty();
        assertThat(done(project().write("002_second.sql", next("two")).migrate()))
                .containsExactly("002");
        assertThat(query(STORY)).containsExactly("1|one", "2|two");
    }

    @Test
    void leavesNothingOfAFailingMigration() {
        project().write("001_bird.sql", CREATE_BIRD, "INSERT INTO bird VALUES (1, 'curlew');");
        project().migrate();
        List<String> before = catalog();
        project()
                .write(
                        "002_fails.sql",
                        "CREATE TABLE nest (id INTEGER PRIMARY KEY);",
                        "ALTER TABLE bird ADD COLUMN age INTEGER;",
                        "UPDATE bird SET name = 'whimbrel';",
                        "  INSERT INTO bird (id) VALUES (1);",
                        "CREATE TABLE egg (id INTEGER PRIMARY KEY);");

        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(catalog()).isEqualTo(before);
        assertThat(query("SELECT name FROM bird")).containsExactly("curlew");
    }

    @Test
    void tellsWhereAMigrationFailed() {
        project()
                .write(
                        "001_fails.sql",
                        CREATE_BIRD,
                        "INSERT INTO bird (id) VALUES (1);",
                        "-- the Brachvögel are counted twice",
                        "  INSERT INTO bird (id)",
                        "  VALUES (1);");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.MIGRATION_FAILED);
        assertThat(problem.what()).contains("001_fails.sql:4:3: INSERT INTO bird (id) VALUES (1)");
        assertThat(state("001")).isEqualTo(State.FAILED);
        assertThat(lastEntry().attempt().error()).isPresent();
    }

    @Test
    void doesNotStartWhatComesAfterAFailingMigration() {
        project()
                .write("001_story.sql", CREATE_STORY, next("one"))
                .write("002_fails.sql", "INSERT INTO nowhere VALUES (1);")
                .write("003_third.sql", next("three"))
                .write("R__last.sql", next("last"));

        RunReport report =
                Refusal.of(RunFailedException.class, project()::migrate).report();

        assertThat(done(report)).containsExactly("001");
        assertThat(report.failed()).map(step -> step.migration().id()).contains(id("002"));
        assertThat(report.notStarted())
                .extracting(step -> step.migration().id().label())
                .containsExactly("003", "R__last");
        assertThat(query(STORY)).containsExactly("1|one");
    }

    @Test
    void goesOnWithTheMendedScript() {
        project().write("001_fails.sql", CREATE_STORY, "INSERT INTO nowhere VALUES (1);");
        project().write("002_second.sql", next("two"));
        Refusal.of(RunFailedException.class, project()::migrate);

        project().write("001_fails.sql", CREATE_STORY, next("one"));

        assertThat(done(project().migrate())).containsExactly("001", "002");
        assertThat(query(STORY)).containsExactly("1|one", "2|two");
        assertThat(state("001")).isEqualTo(State.APPLIED);
    }

    @Test
    void readsEveryScriptToItsEndBeforeTheFirstRuns() {
        project().write("001_first.sql", CREATE_STORY).write("002_unterminated.sql", "SELECT 'no end");

        Problem problem = Refusal.problem(TimelineException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_UNTERMINATED);
        assertThat(catalog()).isEmpty();
    }

    @Test
    void stopsAtTheTarget() {
        project()
                .write("001_first.sql", CREATE_STORY)
                .write("002_second.sql", next("two"))
                .write("003_third.sql", next("three"))
                .write("R__last.sql", next("last"));
        UpOptions toSecond = UpOptions.defaults().withTarget(Version.of("2"));

        assertThat(done(project().migrate(toSecond))).containsExactly("001", "002");
        assertThat(done(project().migrate(toSecond))).isEmpty();
        assertThat(done(project().migrate())).containsExactly("003", "R__last");
    }

    @Test
    void refusesAnUnknownTarget() {
        project().write("001_first.sql", CREATE_STORY);
        UpOptions nowhere = UpOptions.defaults().withTarget(Version.of("7"));

        Problem problem =
                Refusal.problem(SettingsException.class, () -> project().migrate(nowhere));

        assertThat(problem.code()).isEqualTo(ErrorCode.UNKNOWN_TARGET);
        assertThat(catalog()).isEmpty();
    }

    @Test
    void runsARepeatableAgainWhenItChanges() {
        project().write("R__names.sql", next("first wording")).write("001_story.sql", CREATE_STORY);
        project().migrate();
        assertThat(done(project().migrate())).isEmpty();

        project().write("R__names.sql", next("second wording"));

        assertThat(done(project().migrate())).containsExactly("R__names");
        assertThat(done(project().migrate())).isEmpty();
        assertThat(query(STORY)).containsExactly("1|first wording", "2|second wording");
        assertThat(status(MigrationId.repeatable("names")).state()).isEqualTo(State.APPLIED);
    }

    @Test
    void runsAScriptThatIsWrappedInATransaction() {
        project().write("001_wrapped.sql", "BEGIN;", CREATE_STORY, next("one"), "COMMIT;");

        project().migrate();

        assertThat(query(STORY)).containsExactly("1|one");
        assertThat(lastEntry().attempt().statementsDone()).isEqualTo(2);
    }

    @Test
    void leavesNothingOfAFailingScriptThatIsWrappedInATransaction() {
        project().write("001_wrapped.sql", "BEGIN;", CREATE_STORY, "INSERT INTO nowhere VALUES (1);", "COMMIT;");
        Refusal.of(RunFailedException.class, project()::migrate);

        project().write("001_wrapped.sql", "BEGIN;", CREATE_STORY, "COMMIT;");

        assertThat(done(project().migrate())).containsExactly("001");
    }

    @Test
    void refusesAScriptThatCommitsInTheMiddle() {
        project().write("001_commits.sql", CREATE_STORY, "COMMIT;", next("one"));

        Problem problem = Refusal.problem(TimelineException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_TRANSACTION_CONTROL);
        assertThat(problem.what()).contains("001_commits.sql:2:1");
        assertThat(catalog()).isEmpty();
    }

    @Test
    void keepsSavepoints() {
        project()
                .write(
                        "001_savepoint.sql",
                        CREATE_STORY,
                        next("one"),
                        "SAVEPOINT before;",
                        next("taken back"),
                        "ROLLBACK TO before;",
                        next("two"),
                        "RELEASE before;");

        project().migrate();

        assertThat(query(STORY)).containsExactly("1|one", "2|two");
    }

    @Test
    void startsEachScriptWithFreshSettings() {
        project()
                .write("001_setting.sql", CREATE_STORY, dialect().settingChange() + ";")
                .write(
                        "002_seen.sql",
                        "INSERT INTO story SELECT 1, " + dialect().settingValue() + ";",
                        dialect().settingChange() + ";",
                        "INSERT INTO story SELECT 2, " + dialect().settingValue() + ";");
        String before = query("SELECT " + dialect().settingValue()).get(0);

        project().migrate();

        assertThat(query("SELECT title FROM story WHERE chapter = 1")).containsExactly(before);
        assertThat(query("SELECT title FROM story WHERE chapter = 2")).doesNotContain(before);
    }

    @Test
    void startsEachScriptWithoutTheTemporaryTablesOfOthers() {
        String temporary = "CREATE TEMPORARY TABLE scratch (id INTEGER);";
        project().write("001_first.sql", temporary).write("002_second.sql", temporary);

        assertThat(done(project().migrate())).containsExactly("001", "002");
    }

    @Test
    void isReadyAndHealthyWithoutHavingBeenMigrated() {
        project().write("001_first.sql", CREATE_STORY);

        Health health = project().ask(whimbrel -> {
            whimbrel.await(Duration.ofSeconds(10));
            return whimbrel.health().get(0);
        });

        assertThat(health.problems()).isEmpty();
        assertThat(health.isUp()).isTrue();
        assertThat(health.database()).isEqualTo("main");
    }
}
