package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator ends our connections while migrations run. */
final class ConnectionLossIT extends PostgresTest {

    private static final String END_LOCK = "SELECT pg_terminate_backend(pid) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND classid = 1464355149 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    private static final String END_WORK = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'whimbrel' AND datname = current_database()"
            + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1464355149)";

    /** Scripts with data wait for answers, so that something can happen between them. */
    @BeforeEach
    void writeScripts() {
        project()
                .write("001_bird.sql", "CREATE TABLE bird (id integer);", "COPY bird FROM STDIN;", "1", "\\.")
                .write("002_nest.sql", "CREATE TABLE nest (id integer);", "COPY nest FROM STDIN;", "1", "\\.");
    }

    @Test
    void beginsNothingMoreOnceTheLockIsLost() {
        RunListener endsTheLock = new RunListener() {
            @Override
            public void stepDone(Step step, Duration duration) {
                assertThat(query(END_LOCK)).containsExactly("t");
            }
        };

        RunFailedException failure =
                Refusal.of(RunFailedException.class, () -> project().migrate(UpOptions.defaults(), endsTheLock));

        assertThat(failure.problems()).extracting(Problem::code).containsExactly(ErrorCode.LOCK_LOST);
        assertThat(failure.report().done()).hasSize(1);
        assertThat(query("SELECT version, outcome FROM whimbrel_history")).containsExactly("001|applied");
        assertThat(project().migrate().done()).hasSize(1);
    }

    @Test
    void leavesNothingOfAMigrationWhoseConnectionIsEnded() {
        RunListener endsTheWork = new RunListener() {
            @Override
            public void statementsDone(Step step, int done) {
                if (done == 1) {
                    assertThat(query(END_WORK)).containsExactly("t");
                }
            }
        };

        RunFailedException failure =
                Refusal.of(RunFailedException.class, () -> project().migrate(UpOptions.defaults(), endsTheWork));

        assertThat(failure.report().done()).isEmpty();
        assertThat(query("SELECT to_regclass('bird')::text")).containsExactly("null");
        assertThat(query("SELECT version, outcome FROM whimbrel_history")).containsExactly("001|failed");
        assertThat(project().migrate().done()).hasSize(2);
        assertThat(query("SELECT id FROM bird")).containsExactly("1");
    }
}
