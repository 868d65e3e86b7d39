package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for SQL: a migration is a transaction, and the database can be asked what is in it. */
abstract class SqlContract extends DatabaseContract {

    private static final String CREATE_BIRD = "CREATE TABLE bird (id INTEGER PRIMARY KEY, name VARCHAR(40));";
    private static final String CREATE_STORY = "CREATE TABLE story (chapter INTEGER, title VARCHAR(40));";
    private static final String ENDLESS =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;";

    private static final String BIRD = "CREATE TABLE bird (id INTEGER PRIMARY KEY);";

    @Override
    protected abstract SqlContractDatabase create(Path home);

    private SqlContractDatabase sql() {
        return (SqlContractDatabase) database();
    }

    private List<String> query(String text) {
        return sql().query(text);
    }

    private void writeTwoTables() {
        project()
                .write("001_bird.sql", BIRD)
                .write("001_bird.down.sql", "DROP TABLE bird;")
                .write("002_nest.sql", "CREATE TABLE nest (id INTEGER, bird INTEGER REFERENCES bird (id));")
                .write("002_nest.down.sql", "DROP TABLE nest;");
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
    void endsWhatIsCancelledAndLeavesNothingOfIt() throws InterruptedException {
        project().write("001_bird.sql", CREATE_BIRD);
        project().migrate();
        project().write("002_slow.sql", CREATE_STORY, ENDLESS);
        List<String> before = catalog();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (Whimbrel whimbrel = project().open()) {
            Thread impatient = new Thread(() -> cancel(whimbrel, started, over));
            impatient.start();

            Refusal.of(
                    RunFailedException.class,
                    () -> whimbrel.migrate(UpOptions.defaults(), new RunListener() {
                        @Override
                        public void stepStarted(Step step) {
                            started.countDown();
                        }
                    }));

            over.countDown();
            impatient.join();
        }
        assertThat(catalog()).isEqualTo(before);

        project().write("002_slow.sql", CREATE_STORY);
        assertThat(project().migrate().done()).hasSize(1);
    }

    /** Asked again and again, since it may come between two statements. */
    private static void cancel(Whimbrel whimbrel, CountDownLatch started, CountDownLatch over) {
        try {
            started.await();
            do {
                whimbrel.cancel();
            } while (!over.await(100, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void pointsAtTheStatementThatFailed() {
        project()
                .write(
                        "001_fails.sql",
                        CREATE_BIRD,
                        "INSERT INTO bird (id) VALUES (1);",
                        "-- the Brachvögel are counted twice",
                        "  INSERT INTO bird (id)",
                        "  VALUES (1);");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.what()).contains("001_fails.sql:4:3: INSERT INTO bird (id) VALUES (1)");
    }

    @Test
    void runsAScriptThatIsWrappedInATransaction() {
        project().write("001_wrapped.sql", "BEGIN;", CREATE_STORY, next("one"), "COMMIT;");

        project().migrate();

        assertThat(story()).containsExactly("1|one");
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

        assertThat(story()).containsExactly("1|one", "2|two");
    }

    @Test
    void startsEachScriptWithFreshSettings() {
        project()
                .write("001_setting.sql", CREATE_STORY, sql().dialect().settingChange() + ";")
                .write(
                        "002_seen.sql",
                        "INSERT INTO story SELECT 1, " + sql().dialect().settingValue() + ";",
                        sql().dialect().settingChange() + ";",
                        "INSERT INTO story SELECT 2, " + sql().dialect().settingValue() + ";");
        String before = query("SELECT " + sql().dialect().settingValue()).get(0);

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
    void leavesAMigrationAppliedWhoseDownScriptFails() {
        writeTwoTables();
        project().write("002_nest.down.sql", "DROP TABLE nest;", " DROP TABLE nowhere;");
        project().migrate();
        List<String> before = catalog();

        Problem problem =
                Refusal.problem(RunFailedException.class, () -> project().down(DownOptions.last(2)));

        assertThat(problem.what()).contains("002_nest.down.sql:2:2");
        assertThat(catalog()).isEqualTo(before);
        assertThat(view()).containsExactly("001|001_bird.sql", "002|002_nest.sql");
        assertThat(state("002")).isEqualTo(State.APPLIED);
        assertThat(project().history().entries())
                .extracting(HistoryEntry::outcome)
                .endsWith(Outcome.APPLIED, Outcome.REVERT_FAILED);

        project().write("002_nest.down.sql", "DROP TABLE nest;");
        assertThat(done(project().down(DownOptions.last(2)))).containsExactly("002", "001");
    }

    @Test
    void showsInTheViewWhenEachWasApplied() {
        writeTwoTables();
        project().migrate();

        assertThat(query("SELECT count(*) FROM whimbrel_applied WHERE applied_at IS NOT NULL"))
                .containsExactly("2");
    }

    @Test
    void verifiesThatWhatWasCreatedIsThere() {
        project()
                .write("001_bird.sql", BIRD, "CREATE INDEX bird_by_id ON bird (id);")
                .write("002_nest.sql", "CREATE TABLE nest (id INTEGER);", "CREATE VIEW home AS SELECT id FROM nest;")
                .write("003_egg.sql", "CREATE TABLE egg (id INTEGER);", "DROP TABLE egg;")
                .write("004_scratch.sql", "CREATE TEMPORARY TABLE scratch (id INTEGER);");
        project().migrate();

        assertThat(project().verify()).isEmpty();
    }

    @Test
    void findsOutThatAnObjectIsGone() {
        project().write("001_bird.sql", BIRD, "CREATE TABLE nest (id INTEGER);");
        project().migrate();
        sql().execute("DROP TABLE nest");

        assertThat(project().verify())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("table nest"))
                .extracting(Problem::code)
                .isEqualTo(ErrorCode.VERIFY_OBJECT_MISSING);
    }
}
