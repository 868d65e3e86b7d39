package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.Timeouts;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Events;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other sessions that hold the tables which migrations change. */
final class TableLockIT extends PostgresTest {

    @BeforeEach
    void createTable() {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer PRIMARY KEY);");
        project().migrate();
        project()
                .write(
                        "002_name.sql",
                        "CREATE TABLE nest (id integer);",
                        "  ALTER TABLE bird ADD COLUMN name text;",
                        "INSERT INTO bird VALUES (7, 'whimbrel');");
    }

    private Project impatient(int retries) {
        return project()
                .with(settings -> settings.withTimeouts(
                        Timeouts.defaults().withLock(Duration.ofMillis(50)).withRetries(retries)));
    }

    /** Commits the other session's transaction when a step has stepped back. */
    private record CommitOnRetry(Statement other) implements RunListener {

        @Override
        public void stepRetried(Step step, String reason, int attempt) {
            try {
                other.execute("COMMIT");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void stepsBackFromABusyTableAndTriesAgain() throws SQLException {
        try (Connection other = database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE bird IN ACCESS SHARE MODE");

            impatient(100).migrate(UpOptions.defaults(), new CommitOnRetry(statement));
        }

        assertThat(query("SELECT id, name FROM bird")).containsExactly("7|whimbrel");
        assertThat(query("SELECT version, outcome FROM whimbrel_history ORDER BY rank"))
                .containsExactly("001|applied", "002|applied");
    }

    @Test
    void triesAgainAfterASerializationFailure() {
        project()
                .write(
                        "002_name.sql",
                        "CREATE TABLE nest (id integer);",
                        "DO $$ BEGIN",
                        "  IF nextval('public.tries') < 3 THEN RAISE SQLSTATE '40001'; END IF;",
                        "END $$;");
        database().execute("CREATE SEQUENCE public.tries");
        Events events = new Events();

        impatient(5).migrate(UpOptions.defaults(), events);

        assertThat(events.heard())
                .containsSubsequence("retried 002 after attempt 1", "retried 002 after attempt 2", "done 002");
        assertThat(query("SELECT count(*) FROM nest")).containsExactly("0");
    }

    @Test
    void givesUpOnATableThatStaysBusyAndLeavesNothing() throws SQLException {
        List<String> before = database().catalog();
        Events events = new Events();

        try (Connection other = database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE bird IN ACCESS SHARE MODE");

            Problem problem =
                    Refusal.problem(RunFailedException.class, () -> impatient(2).migrate(UpOptions.defaults(), events));

            assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            assertThat(problem.what())
                    .contains("002_name.sql:2:3: ALTER TABLE bird")
                    .contains("55P03");
            statement.execute("COMMIT");
        }

        assertThat(events.heard().stream().filter(event -> event.startsWith("retried")))
                .hasSize(2);
        assertThat(database().catalog()).isEqualTo(before);
        assertThat(query("SELECT version, outcome FROM whimbrel_history ORDER BY rank"))
                .containsExactly("001|applied", "002|failed");
        assertThat(project().migrate().done()).hasSize(1);
    }
}
