package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that are killed in the middle of a migration. */
final class PostgresKillIT extends PostgresTest {

    /** The server looks for its client once a second, and ends the connection then. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String CONNECTIONS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'whimbrel'";

    private void killWhileItRuns(String statement) throws IOException, InterruptedException {
        Process process = Migrate.start(
                home().resolve("migrations"), database().database().url(), database());
        try {
            Eventually.holds(statement + " runs", () -> query(
                            "SELECT query FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
                                    + " AND datname = current_database()")
                    .stream()
                    .anyMatch(text -> text.contains(statement)));
        } finally {
            process.destroyForcibly().waitFor();
        }
        Eventually.holds(
                "the server has noticed", SOON, () -> query(CONNECTIONS).equals(List.of("0")));
    }

    @Test
    void leavesNothingOfATransactionalMigration() throws Exception {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer);");
        project().migrate();
        List<String> before = database().catalog();
        project()
                .write(
                        "002_slow.sql",
                        "CREATE TABLE nest (id integer);",
                        "INSERT INTO bird VALUES (1);",
                        "SELECT pg_sleep(600);",
                        "INSERT INTO bird VALUES (2);");

        killWhileItRuns("pg_sleep");

        assertThat(database().catalog()).isEqualTo(before);
        assertThat(query("SELECT version, outcome FROM whimbrel_history")).containsExactly("001|applied");

        project().write("002_slow.sql", "CREATE TABLE nest (id integer);", "INSERT INTO bird VALUES (1);");
        assertThat(project().migrate().done()).hasSize(1);
        assertThat(query("SELECT id FROM bird")).containsExactly("1");
    }

    @Test
    void resumesAJournaledMigration() throws Exception {
        String[] done = {"CREATE TABLE bird (id integer);", "VACUUM bird;", "INSERT INTO bird VALUES (1);"};
        project().write("001_slow.sql", done[0], done[1], done[2], "SELECT pg_sleep(600);");

        killWhileItRuns("pg_sleep");

        assertThat(query("SELECT outcome, statements_done FROM whimbrel_history"))
                .containsExactly("running|3");
        project().write("001_slow.sql", done[0], done[1], done[2], "INSERT INTO bird VALUES (2);");
        project().migrate();
        assertThat(query("SELECT id FROM bird ORDER BY id")).containsExactly("1", "2");
        assertThat(query("SELECT version FROM whimbrel_applied")).containsExactly("001");
    }

    @Test
    void buildsTheIndexAgainWhoseBuildWasKilled() throws Exception {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer);", "INSERT INTO bird VALUES (1);");
        project().migrate();
        project().write("002_index.sql", "CREATE INDEX CONCURRENTLY by_id ON bird (id);");

        try (var other = database().connect();
                var statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO bird VALUES (2)");
            killWhileItRuns("CREATE INDEX CONCURRENTLY");
            statement.execute("COMMIT");
        }
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_id'::regclass"))
                .containsExactly("f");

        project().migrate();

        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_id'::regclass"))
                .containsExactly("t");
        assertThat(project().verify()).isEmpty();
    }
}
