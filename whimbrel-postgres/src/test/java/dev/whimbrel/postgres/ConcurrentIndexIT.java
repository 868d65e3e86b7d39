package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes that are built while others write. The limit is for a build that waits for ever. */
@Timeout(120)
final class ConcurrentIndexIT extends PostgresTest {

    private static final int WAITING = 8;

    private static final String VALID = "SELECT c.relname, i.indisvalid FROM pg_index i"
            + " JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname LIKE 'by\\_%' ORDER BY 1";

    @BeforeEach
    void writeTable() {
        project()
                .write(
                        "001_bird.sql",
                        "CREATE TABLE bird (id integer PRIMARY KEY, name text);",
                        "INSERT INTO bird VALUES (1, 'curlew'), (2, 'whimbrel');");
    }

    @Test
    void buildsIndexesConcurrently() {
        project()
                .write(
                        "002_indexes.sql",
                        "CREATE INDEX CONCURRENTLY by_name ON bird (name);",
                        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_both ON bird (id, name);");

        project().migrate();

        assertThat(query(VALID)).containsExactly("by_both|t", "by_name|t");
        assertThat(project().verify()).isEmpty();
    }

    /** Who waits for the lock holds no snapshot, which the build would wait for in turn. */
    @Test
    void buildsAnIndexWhileOthersWaitForTheLock() throws Exception {
        project().write("002_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);");
        CountDownLatch waiting = new CountDownLatch(WAITING);
        RunListener tellsThatItWaits = new RunListener() {
            @Override
            public void waiting(String database, Optional<String> holder) {
                waiting.countDown();
            }
        };
        Project patient = project().with(settings -> settings.withLockWait(Duration.ofSeconds(60)));
        ExecutorService threads = Executors.newFixedThreadPool(WAITING);
        List<Future<RunReport>> others = new ArrayList<>();
        try {
            project().migrate(UpOptions.defaults(), new RunListener() {
                @Override
                public void stepStarted(Step step) {
                    while (others.size() < WAITING) {
                        others.add(threads.submit(() -> patient.migrate(UpOptions.defaults(), tellsThatItWaits)));
                    }
                    Eventually.holds("all others wait", () -> waiting.getCount() == 0);
                }
            });

            for (Future<RunReport> other : others) {
                assertThat(other.get(60, TimeUnit.SECONDS).done()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(query(VALID)).containsExactly("by_name|t");
    }

    @Test
    void dropsAnIndexConcurrently() {
        project()
                .write("002_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);")
                .write("003_drop.sql", "DROP INDEX CONCURRENTLY by_name;");

        project().migrate();

        assertThat(query(VALID)).isEmpty();
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void buildsBesideAnIdleTransactionWithoutASnapshot() throws SQLException {
        project().migrate();
        database().execute("CREATE TABLE nest (id integer)");
        project().write("002_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);");

        try (Connection other = database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO nest VALUES (1)");
            project().migrate();
            statement.execute("COMMIT");
        }

        assertThat(query(VALID)).containsExactly("by_name|t");
    }

    @Test
    void replacesTheInvalidIndexThatAFailedBuildLeft() {
        project()
                .write("002_same.sql", "INSERT INTO bird VALUES (3, 'curlew');")
                .write("003_index.sql", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_name ON bird (name);");
        assertThat(Refusal.problem(RunFailedException.class, project()::migrate).what())
                .contains("003_index.sql:1:1")
                .contains("23505");
        assertThat(query(VALID)).containsExactly("by_name|f");
        assertThat(project().verify())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("public.by_name"))
                .extracting(Problem::code)
                .isEqualTo(ErrorCode.VERIFY_INDEX_INVALID);

        database().execute("DELETE FROM bird WHERE id = 3");
        project().migrate();

        assertThat(query(VALID)).containsExactly("by_name|t");
        assertThat(project().verify()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "Bird House"."Bird" | "Bird House"."Bird" t, "Bird" f
                    "Bird"              | "Bird House"."Bird" f, "Bird" t
                    """)
    void replacesTheInvalidIndexOfTheSameSchemaOnly(String table, String valid) {
        project()
                .write(
                        "002_schema.sql",
                        "CREATE SCHEMA \"Bird House\";",
                        "CREATE TABLE \"Bird House\".\"Bird\" (name text);",
                        "INSERT INTO \"Bird House\".\"Bird\" VALUES ('a'), ('a');",
                        "CREATE TABLE \"Bird\" (name text);",
                        "INSERT INTO \"Bird\" VALUES ('a'), ('a');");
        project().migrate();
        leaveInvalidIndex("\"Bird House\".\"Bird\"");
        leaveInvalidIndex("\"Bird\"");
        database().execute("DELETE FROM " + table);
        project().write("003_index.sql", "CREATE UNIQUE INDEX CONCURRENTLY \"by_Name\" ON " + table + " (name);");

        project().migrate();

        assertThat(query("SELECT string_agg(indrelid::regclass::text || ' ' || left(indisvalid::text, 1), ', '"
                        + " ORDER BY indrelid::regclass::text COLLATE \"C\") FROM pg_index"
                        + " JOIN pg_class c ON c.oid = indexrelid WHERE relname = 'by_Name'"))
                .containsExactly(valid);
    }

    private void leaveInvalidIndex(String table) {
        assertThatThrownBy(() ->
                        database().execute("CREATE UNIQUE INDEX CONCURRENTLY \"by_Name\" ON " + table + " (name)"))
                .hasMessageContaining("could not create unique index");
    }

    @Test
    void takesAnIndexForDoneThatWasBuiltButNotCounted() {
        project()
                .write("002_same.sql", "INSERT INTO bird VALUES (3, 'curlew');")
                .write("003_index.sql", "CREATE UNIQUE INDEX CONCURRENTLY by_name ON bird (name);", "SELECT 1;");
        Refusal.of(RunFailedException.class, project()::migrate);
        database()
                .execute(
                        "DELETE FROM bird WHERE id = 3",
                        "DROP INDEX by_name",
                        "CREATE UNIQUE INDEX by_name ON bird (name)",
                        "UPDATE whimbrel_history SET outcome = 'running', error = NULL WHERE outcome = 'failed'");

        assertThat(project().migrate().done()).hasSize(1);
        assertThat(query(VALID)).containsExactly("by_name|t");
    }

    @Test
    void doesNotTakeAnotherIndexOfTheSameNameForDone() {
        project()
                .write("002_other.sql", "CREATE INDEX by_name ON bird (id);")
                .write("003_index.sql", "CREATE INDEX CONCURRENTLY by_name ON bird (name);");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.OBJECT_EXISTS);
    }
}
