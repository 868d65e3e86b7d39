package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.testkit.contract.Refusal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody has had a hand in the history table. */
final class HistoryDamageIT extends PostgresTest {

    @BeforeEach
    void migrateAndAddOneMore() {
        database().execute(MarkedMigrations.LOG);
        MarkedMigrations.small(project(), 3);
        project().migrate();
        project().write("004_small.sql", MarkedMigrations.table("004"), MarkedMigrations.mark("004"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DELETE FROM whimbrel_history WHERE version = '002'                              | OUT_OF_ORDER
            UPDATE whimbrel_history SET outcome = 'perhaps' WHERE version = '002'           | HISTORY_DAMAGED
            UPDATE whimbrel_history SET version = 'two' WHERE version = '002'               | MISSING
            UPDATE whimbrel_history SET checksum = 'none' WHERE version = '002'             | HISTORY_DAMAGED
            UPDATE whimbrel_history SET checksum = repeat('0', 64) WHERE version = '002'    | CHANGED
            UPDATE whimbrel_history SET version = '0021' WHERE version = '003'              | MISSING
            INSERT INTO whimbrel_history (version, description, kind, script, checksum, outcome, "at", duration_ms, statements_done, "by", tool_version) SELECT '009', 'x', kind, '009_x.sql', checksum, outcome, now(), 0, 1, "by", '99.0' FROM whimbrel_history LIMIT 1 | MISSING
            ALTER TABLE whimbrel_history DROP COLUMN journal                                | DATABASE_REFUSED
            """)
    void refusesAHistoryThatDoesNotFit(String damage, ErrorCode code) {
        database().execute(damage);
        List<String> before = database().catalog();

        WhimbrelException refusal = Refusal.of(WhimbrelException.class, project()::migrate);

        assertThat(refusal.problems()).extracting(Problem::code).contains(code);
        assertThat(database().catalog()).isEqualTo(before);
        assertThat(query("SELECT count(*) FROM effect")).containsExactly("3");
    }

    /** Nothing is remembered, everything is there: the first script says so, and nothing takes effect twice. */
    @Test
    void takesNoSecondEffectWhenTheWholeHistoryIsGone() {
        database().execute("DROP TABLE whimbrel_history CASCADE");

        Problem problem = Refusal.problem(WhimbrelException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.OBJECT_EXISTS);
        assertThat(query("SELECT count(*) FROM effect")).containsExactly("3");
    }

    /** Whatever the clock of the client says. */
    @Test
    void takesTheTimeFromTheServer() {
        String before = query("SELECT clock_timestamp()").get(0);
        project().migrate();

        assertThatTheEntryIsLaterThan(before);
    }

    /** Fourteen hours ahead. */
    @Test
    void takesTheTimeFromTheServerInAnyTimeZone() throws Exception {
        String before = query("SELECT clock_timestamp()").get(0);
        Process process = Migrate.start(
                home().resolve("migrations"),
                database().database().url(),
                database(),
                "-Duser.timezone=Pacific/Kiritimati");

        assertThat(process.waitFor()).isZero();

        assertThatTheEntryIsLaterThan(before);
    }

    private void assertThatTheEntryIsLaterThan(String before) {
        assertThat(query("SELECT \"at\" BETWEEN '" + before + "' AND clock_timestamp() FROM whimbrel_history"
                        + " WHERE version = '004'"))
                .containsExactly("t");
    }
}
