package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.Blocker;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who watches a run hears whom a statement waits for, and how far it is. */
@Timeout(120)
final class SlowStatementsIT extends PostgresTest {

    @BeforeEach
    void createTable() {
        database().execute("CREATE TABLE bird (id integer PRIMARY KEY, name text)");
    }

    /** Hears who is in the way, and clears it. */
    private static final class Clearing implements RunListener {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<Blocker> blockers = new CopyOnWriteArrayList<>();
        private final Statement other;

        Clearing(Statement other) {
            this.other = other;
        }

        @Override
        public void stepBlocked(Step step, List<Blocker> found) {
            heard.add("blocked");
            blockers.addAll(found);
            try {
                other.execute("COMMIT");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stepRetried(Step step, String reason, int attempt) {
            heard.add("retried");
        }

        @Override
        public void stepDone(Step step, Duration duration) {
            heard.add("done");
        }
    }

    private Clearing migrateBeside(String busyWith) throws SQLException {
        try (Connection connection = database().connect();
                Statement other = connection.createStatement()) {
            other.execute("SET application_name = 'a visitor'");
            other.execute("BEGIN");
            other.execute(busyWith);
            Clearing listener = new Clearing(other);
            project().migrate(UpOptions.defaults(), listener);
            return listener;
        }
    }

    @Test
    void tellsWhomAConcurrentBuildWaitsFor() throws SQLException {
        project().write("001_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);");

        Clearing listener = migrateBeside("INSERT INTO bird VALUES (1)");

        assertThat(listener.blockers).first().satisfies(blocker -> {
            assertThat(blocker.process()).isPositive();
            assertThat(blocker.application()).isEqualTo("a visitor");
            assertThat(blocker.user()).contains(database().database().user());
            assertThat(blocker.state()).contains("idle in transaction");
            assertThat(blocker.transactionAge()).isPresent();
            assertThat(blocker.statementAge()).isPresent();
        });
        assertThat(listener.heard).startsWith("blocked").endsWith("done");
        assertThat(project().verify()).isEmpty();
    }

    /** So that one knows whom it was stepped back from. */
    @Test
    void tellsWhomATableLockWaitsForBeforeItStepsBack() throws SQLException {
        project().write("001_alter.sql", "ALTER TABLE bird ADD COLUMN age integer;");

        Clearing listener = migrateBeside("SELECT * FROM bird");

        assertThat(listener.heard).startsWith("blocked").endsWith("done");
        assertThat(listener.blockers).extracting(Blocker::application).containsOnly("a visitor");
    }

    @Test
    void tellsHowFarABuildIs() {
        database()
                .execute(
                        "CREATE FUNCTION slow(id integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE"
                                + " AS 'BEGIN PERFORM pg_sleep(0.02); RETURN id; END'",
                        "INSERT INTO bird SELECT n FROM generate_series(1, 200) n");
        project().write("001_index.sql", "CREATE INDEX CONCURRENTLY by_slow ON bird (slow(id));");
        List<String> heard = new CopyOnWriteArrayList<>();

        project().migrate(UpOptions.defaults(), new RunListener() {
            @Override
            public void stepProgressed(Step step, String progress) {
                heard.add(progress);
            }
        });

        assertThat(heard).isNotEmpty().allSatisfy(words -> assertThat(words)
                .matches("building index.*|index validation.*"));
    }

    /** An ordinary run opens the two connections it needs, and no more. */
    @Test
    void asksNothingWhileNothingTakesLong() {
        project().write("001_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);");
        List<String> connections = new ArrayList<>();

        project().migrate(UpOptions.defaults(), new RunListener() {
            @Override
            public void stepDone(Step step, Duration duration) {
                connections.addAll(query("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name = 'whimbrel' AND datname = current_database()"));
            }
        });

        assertThat(connections).containsExactly("2");
    }

    @Test
    void leavesNoConnectionBehind() throws SQLException {
        project().write("001_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);");

        migrateBeside("INSERT INTO bird VALUES (1)");

        Eventually.holds("nobody is connected", () -> query("SELECT 1 FROM pg_stat_activity"
                        + " WHERE application_name = 'whimbrel' AND datname = current_database()")
                .isEmpty());
    }
}
