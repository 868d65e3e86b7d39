package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.contract.Refusal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build of an index is cancelled or ended while it waits for somebody's transaction. */
@Timeout(120)
final class StoppedIndexIT extends PostgresTest {

    private static final String INDEXES =
            "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'bird'::regclass ORDER BY 1";

    private static final String STOP = "SELECT %s(pid) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'whimbrel' AND query LIKE 'CREATE%%' AND wait_event_type = 'Lock'";

    @ParameterizedTest
    @ValueSource(strings = {"pg_cancel_backend", "pg_terminate_backend"})
    void buildsTheIndexAnew(String function) throws Exception {
        project()
                .write("001_bird.sql", "CREATE TABLE bird (id integer, name text);")
                .migrate();
        project().write("002_index.sql", "CREATE UNIQUE INDEX CONCURRENTLY by_name ON bird (name);");
        try (Connection other = database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN; INSERT INTO bird VALUES (1, 'curlew')");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(
                    () -> Eventually.holds("the build is stopped", () -> query(STOP.formatted(function))
                            .equals(List.of("t"))));

            Refusal.of(RunFailedException.class, project()::migrate);
            stopped.get(60, TimeUnit.SECONDS);

            assertThat(query(INDEXES)).containsExactly("by_name|f");
        }

        assertThat(Trial.versions(project().migrate())).containsExactly("002");
        assertThat(query(INDEXES)).containsExactly("by_name|t");
        assertThat(project().verify()).isEmpty();
    }
}
