package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.Timeouts;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a statement may take and queue, by the settings, by the file, by the role. */
final class StatementTimeoutIT extends PostgresTest {

    private static final String SHOW =
            "INSERT INTO seen SELECT name, setting FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout');";

    private Project hasty() {
        return project()
                .with(settings ->
                        settings.withTimeouts(Timeouts.defaults().withStatement(Optional.of(Duration.ofMillis(300)))));
    }

    private void createTable() {
        database().execute("CREATE TABLE seen (name text, setting text)");
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        project().write("001_slow.sql", "SELECT 1;", "SELECT pg_sleep(60);");

        Problem problem = Refusal.problem(RunFailedException.class, hasty()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.STATEMENT_TIMEOUT);
        assertThat(problem.what()).contains("001_slow.sql:2:1");
        assertThat(problem.remedy()).contains("--statement-timeout");
    }

    @Test
    void letsAFileTakeMoreTime() {
        createTable();
        project()
                .write(
                        "001_slow.sql",
                        "-- Fills the table.",
                        "-- whimbrel: statement-timeout=5m lock-timeout=10s",
                        SHOW,
                        "SELECT pg_sleep(0.6);")
                .write("002_quick.sql", SHOW);

        hasty().migrate();

        assertThat(query("SELECT string_agg(setting, ' ' ORDER BY setting::int) FROM seen GROUP BY name ORDER BY name"))
                .containsExactly("2000 10000", "300 300000");
    }

    @Test
    void takesLessTimeIfTheFileSaysSo() {
        project().write("001_slow.sql", "-- whimbrel: statement-timeout=200ms", "SELECT pg_sleep(60);");

        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).code())
                .isEqualTo(ErrorCode.STATEMENT_TIMEOUT);
    }

    /** What runs outside a transaction leaves half of it behind if it is ended, so nothing ends it. */
    @Test
    void limitsNothingOutsideATransaction() {
        createTable();
        database()
                .execute(
                        "CREATE TABLE bird (id integer)",
                        "INSERT INTO bird VALUES (1)",
                        "CREATE FUNCTION slow(id integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE"
                                + " AS 'BEGIN PERFORM pg_sleep(0.6); RETURN id; END'",
                        "ALTER DATABASE " + database().database().name() + " SET statement_timeout = '300ms'");
        project().write("001_index.sql", "CREATE INDEX CONCURRENTLY by_slow ON bird (slow(id));", SHOW);

        hasty().migrate();

        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_slow'::regclass"))
                .containsExactly("t");
        assertThat(query("SELECT setting FROM seen ORDER BY name")).containsExactly("2000", "300");
    }

    @Test
    void runsAFileWithoutATransactionThatAsksForNone() {
        createTable();
        project()
                .write(
                        "001_two.sql",
                        "-- whimbrel: transaction=none",
                        "INSERT INTO seen VALUES ('first', 'x');",
                        "SELECT 1 / 0;");

        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(query("SELECT name FROM seen")).containsExactly("first");
    }
}
