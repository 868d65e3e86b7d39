package dev.whimbrel.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application whose pool has one connection to PostgreSQL. */
@RequiresPostgres
final class PostgresApplicationIT {

    private @Nullable TestDatabase created;

    @BeforeEach
    void createDatabase() {
        created = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database().close();
    }

    private TestDatabase database() {
        return requireNonNull(created);
    }

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        WhimbrelAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:" + database().url(),
                        "spring.datasource.username=" + database().user(),
                        "spring.datasource.password=" + database().password(),
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.connection-timeout=2000",
                        "spring.whimbrel.placeholders.name=whimbrel");
    }

    @Test
    void migratesOnTheOnlyConnection() {
        application()
                .withUserConfiguration(StartIT.UsesTheDatabase.class)
                .run(context -> assertThat(context.getBean("bird")).isEqualTo("whimbrel"));
    }

    @Test
    void migratesAsAnotherUser() {
        database()
                .execute(
                        "DROP ROLE IF EXISTS spring_owner",
                        "CREATE ROLE spring_owner LOGIN PASSWORD 's%cret'",
                        "GRANT CREATE, USAGE ON SCHEMA public TO spring_owner");
        application()
                .withPropertyValues("spring.whimbrel.user=spring_owner", "spring.whimbrel.password=s%cret")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(JdbcTemplate.class)
                                    .queryForObject(
                                            "SELECT tableowner FROM pg_tables WHERE tablename = 'bird'", String.class))
                            .isEqualTo("spring_owner");
                    assertThat(context.getBean(WhimbrelProperties.class).toString())
                            .doesNotContain("s%cret");
                });
        database().execute("DROP OWNED BY spring_owner", "DROP ROLE spring_owner");
    }

    @Test
    void tellsWhatToDoWhereTheServerIsNotThere() {
        application()
                .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/nowhere")
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis =
                            new WhimbrelFailureAnalyzer().analyze(requireNonNull(context.getStartupFailure()));
                    assertThat(requireNonNull(analysis).getDescription()).contains("WB-0401");
                });
    }
}
