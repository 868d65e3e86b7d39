package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that commit half-way, ended while they wait for another session. */
@Timeout(120)
final class HalfDoneStatementsIT extends PostgresTest {

    private static final String WAITING = "SELECT pid FROM pg_stat_activity WHERE application_name = 'whimbrel'"
            + " AND datname = current_database() AND wait_event_type = 'Lock'";

    private static final String END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'whimbrel' AND datname = current_database()";

    private static final String INVALID = "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            + " WHERE NOT i.indisvalid AND NOT starts_with(c.relname, 'pg_toast') ORDER BY 1";
    private static final String TOASTED_INVALID =
            "SELECT count(*) FROM pg_index WHERE NOT indisvalid AND indexrelid::regclass::text LIKE 'pg_toast%'";

    @BeforeEach
    void createTables() {
        database()
                .execute(
                        "CREATE TABLE bird (id integer PRIMARY KEY, name text)",
                        "CREATE INDEX by_name ON bird (name)",
                        "CREATE TABLE nest (year integer) PARTITION BY RANGE (year)",
                        "CREATE TABLE nest_old PARTITION OF nest FOR VALUES FROM (0) TO (2000)");
    }

    /** Run the script while another session is in the middle of something, and end the run when it waits for that. */
    private void endWhileItWaits(String busyWith, String script) throws Exception {
        project().write("001_script.sql", script);
        try (Connection other = database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute(busyWith);
            CompletableFuture<Boolean> hasFailed = CompletableFuture.supplyAsync(this::fails);
            Eventually.holds("the script waits", () -> !query(WAITING).isEmpty());
            query(END_ALL);
            assertThat(hasFailed.get(60, TimeUnit.SECONDS)).isTrue();
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean fails() {
        try {
            project().migrate();
            return false;
        } catch (WhimbrelException e) {
            return true;
        }
    }

    private void runAgain() {
        project()
                .with(settings -> settings.withLockWait(Duration.ofSeconds(20)))
                .migrate();
        assertThat(query("SELECT version FROM whimbrel_applied")).containsExactly("001");
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void finalizesADetachmentThatWasBegun() throws Exception {
        endWhileItWaits("SELECT * FROM nest", "ALTER TABLE IF EXISTS nest DETACH PARTITION \"nest_old\" CONCURRENTLY;");
        assertThat(query("SELECT inhdetachpending FROM pg_inherits")).containsExactly("t");

        runAgain();

        assertThat(query("SELECT inhdetachpending FROM pg_inherits")).isEmpty();
    }

    @Test
    void dropsAnIndexThatIsHalfGone() throws Exception {
        endWhileItWaits("SELECT * FROM bird", "DROP INDEX CONCURRENTLY by_name;");
        assertThat(query(INVALID)).containsExactly("by_name");

        runAgain();

        assertThat(query("SELECT to_regclass('by_name')")).containsExactly("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TABLE CONCURRENTLY bird", "(CONCURRENTLY) TABLE public.bird", "SCHEMA CONCURRENTLY public"})
    void clearsAwayWhatAReindexLeft(String what) throws Exception {
        endWhileItWaits("INSERT INTO bird VALUES (1)", "REINDEX " + what + ";");
        assertThat(query(INVALID)).containsExactly("bird_pkey_ccnew", "by_name_ccnew");
        assertThat(query(TOASTED_INVALID)).containsExactly("1");

        runAgain();

        assertThat(query("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'bird'::regclass"))
                .containsExactlyInAnyOrder("bird_pkey", "by_name");
        assertThat(query(TOASTED_INVALID)).containsExactly("0");
    }

    /** What the first attempt would have been refused for, the next one is refused for as well. */
    @Test
    void takesNothingForDoneThatWasNeverBegun() {
        project().write("001_script.sql", "DROP INDEX CONCURRENTLY by_nothing;");

        assertThat(List.of(fails(), fails())).containsOnly(true);

        assertThat(query("SELECT outcome FROM whimbrel_history")).containsOnly("failed");
    }

    /** The process was killed before it sent the statement; what is there is another's. */
    @Test
    void takesNothingForDoneThatOthersMadeBefore() {
        String other = database().database().name() + "_other";
        database().execute("CREATE DATABASE " + other);
        try {
            project().write("001_script.sql", "CREATE DATABASE " + other + ";");
            assertThat(fails()).isTrue();
            database().execute("UPDATE whimbrel_history SET outcome = 'running', error = NULL");

            assertThat(fails()).isTrue();
        } finally {
            database().execute("DROP DATABASE " + other);
        }
    }
}
