package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.server.PgBouncer;
import dev.whimbrel.testkit.server.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PgBouncer stands between Whimbrel and the server. */
final class PoolerIT extends PostgresTest {

    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** The first is what people set for JDBC, the second what they set when that does not do. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transaction | extra_float_digits          | unsupported startup parameter
            session     | extra_float_digits          | unsupported startup parameter
            transaction | extra_float_digits, options | not the one we connected to
            session     | extra_float_digits, options | not the one we connected to
            statement   | extra_float_digits, options | not the one we connected to
            """)
    void refusesAPoolerBeforeAnythingIsChanged(String mode, String ignored, String why) {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer);");
        List<String> before = database().catalog();
        try (PgBouncer pooler = PgBouncer.start(
                PostgresServer.shared(), Map.of("pool_mode", mode, "ignore_startup_parameters", ignored))) {
            String url = "postgresql://127.0.0.1:" + pooler.port() + "/"
                    + database().database().name();
            DatabaseSettings settings = DatabaseSettings.of("main", url).withUser("anybody");
            Project pooled = Project.of(home().resolve("migrations"), database().provider(), settings);

            Problem problem = Refusal.problem(DatabaseException.class, pooled::migrate);

            assertThat(problem.code()).isEqualTo(ErrorCode.POOLED_CONNECTION);
            assertThat(problem.why()).contains(why);
            assertThat(problem.remedy()).contains("direct URL");
            assertThat(pooled.health().problems())
                    .extracting(Problem::code)
                    .containsExactly(ErrorCode.POOLED_CONNECTION);
            assertThat(database().catalog()).isEqualTo(before);
            assertThat(query(LOCKS)).containsExactly("0");
        }

        assertThat(project().migrate().done()).hasSize(1);
    }
}
