package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.Health;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PostgresHealthIT extends PostgresTest {

    @Test
    void tellsWhatTheDatabaseIsReadyFor() {
        database().execute("CREATE EXTENSION vector");

        Health health = project().health();

        assertThat(health.isUp()).isTrue();
        assertThat(health.kind()).isEqualTo("postgresql");
        assertThat(health.details())
                .containsEntry("database", database().database().name())
                .containsEntry("role", database().database().user())
                .containsEntry("schema", "public")
                .containsEntry("tls", "no")
                .containsEntry("lock", "free")
                .hasEntrySatisfying("version", version -> assertThat(version).startsWith("17"))
                .hasEntrySatisfying("latency", latency -> assertThat(latency).matches("\\d+ ms"))
                .hasEntrySatisfying(
                        "extension vector", version -> assertThat(version).startsWith("0."))
                .hasEntrySatisfying(
                        "extension hstore", state -> assertThat(state).startsWith("available ("));
        assertThat(health.details().keySet()).startsWith("server", "latency", "version");
    }

    @Test
    void tellsWhoHoldsTheLock() {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer);");
        List<Map<String, String>> details = new ArrayList<>();

        project().migrate(UpOptions.defaults(), new RunListener() {
            @Override
            public void stepStarted(Step step) {
                details.add(project().health().details());
            }
        });

        assertThat(details).singleElement().satisfies(seen -> assertThat(seen.get("lock"))
                .startsWith("whimbrel, process ")
                .contains("user " + database().database().user()));
        assertThat(project().health().details()).containsEntry("lock", "free");
    }

    @Test
    void noticesThatTheDatabaseIsGone() {
        PostgresTestDatabase other = PostgresTestDatabase.create();
        try (Whimbrel whimbrel = other.project(home()).open()) {
            assertThat(whimbrel.health()).allMatch(Health::isUp);
            whimbrel.await(Duration.ZERO);

            other.close();

            assertThat(Refusal.problem(DatabaseException.class, () -> whimbrel.await(Duration.ZERO))
                            .code())
                    .isEqualTo(ErrorCode.WAIT_EXPIRED);
            assertThat(whimbrel.health()).noneMatch(Health::isUp);
        }
    }
}
