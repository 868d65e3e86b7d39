package dev.whimbrel.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunListener;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.neo4j.autoconfigure.Neo4jAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.sqlite.SQLiteDataSource;

/** Applications on SQLite as they start, or do not. */
final class StartIT {

    @TempDir
    @Nullable
    Path home;

    private String url(String name) {
        return "jdbc:sqlite:" + requireNonNull(home).resolve(name + ".db");
    }

    private ApplicationContextRunner application(String... properties) {
        return withoutSource()
                .withPropertyValues("spring.datasource.url=" + url("app"), "spring.whimbrel.placeholders.name=whimbrel")
                .withPropertyValues(properties);
    }

    private static ApplicationContextRunner withoutSource() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        WhimbrelAutoConfiguration.class,
                        WhimbrelActuatorAutoConfiguration.class));
    }

    private static List<String> applied(AssertableApplicationContext context) {
        return context.getBean(JdbcTemplate.class)
                .queryForList("SELECT version FROM whimbrel_applied ORDER BY version", String.class);
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        return requireNonNull(new WhimbrelFailureAnalyzer().analyze(requireNonNull(context.getStartupFailure())));
    }

    private static ErrorCode code(AssertableApplicationContext context) {
        Throwable failure = context.getStartupFailure();
        while (failure != null && !(failure instanceof WhimbrelException)) {
            failure = failure.getCause();
        }
        return ((WhimbrelException) requireNonNull(failure))
                .problems()
                .iterator()
                .next()
                .code();
    }

    @Configuration(proxyBeanMethods = false)
    static class UsesTheDatabase {

        /** Asks while the context is still being made. */
        @Bean
        String bird(JdbcTemplate jdbc) {
            return requireNonNull(jdbc.queryForObject("SELECT name FROM bird", String.class));
        }
    }

    @Test
    void migratesBeforeAnythingUsesTheDatabase() {
        application().withUserConfiguration(UsesTheDatabase.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean("bird")).isEqualTo("whimbrel");
            assertThat(applied(context)).containsExactly("1", "2");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class BringsCode {

        static final List<String> HEARD = new ArrayList<>();

        @Bean
        JavaMigration third() {
            return new JavaMigration() {
                @Override
                public Version version() {
                    return Version.of("3");
                }

                @Override
                public String description() {
                    return "rename";
                }

                @Override
                public String checksum() {
                    return "1";
                }

                @Override
                public void migrate(Connection connection) throws Exception {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate("UPDATE bird SET name = 'curlew'");
                    }
                }
            };
        }

        @Bean
        RunListener listener() {
            HEARD.clear();
            return new RunListener() {
                @Override
                public void stepStarted(Step step) {
                    HEARD.add(step.migration().id().label());
                }
            };
        }
    }

    @Test
    void takesMigrationsAndListenersThatAreBeans() {
        application()
                .withUserConfiguration(BringsCode.class, UsesTheDatabase.class)
                .run(context -> {
                    assertThat(context.getBean("bird")).isEqualTo("curlew");
                    assertThat(BringsCode.HEARD).containsExactly("1", "2", "3");
                });
    }

    @Test
    void refusesToStartWhereAnythingIsPending() {
        application("spring.whimbrel.on-start=check").run(context -> {
            assertThat(code(context)).isEqualTo(ErrorCode.PENDING);
            assertThat(analysis(context).getDescription()).contains("V1__bird.sql");
            assertThat(analysis(context).getAction()).contains("whimbrel migrate");
        });
        application().run(context -> assertThat(context).hasNotFailed());
        application("spring.whimbrel.on-start=check")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void doesNothingWhereItIsToldTo() {
        application("spring.whimbrel.on-start=nothing").run(context -> {
            try (Whimbrel whimbrel = context.getBean(WhimbrelFactory.class).open()) {
                assertThat(whimbrel.migrate().done()).hasSize(2);
            }
        });
        application("spring.whimbrel.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(WhimbrelFactory.class));
    }

    @Test
    void neverPassesOverWhatIsMissing() {
        withoutSource()
                .withClassLoader(new FilteredClassLoader("com.zaxxer.hikari"))
                .run(context -> assertThat(context).hasFailed());
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WhimbrelAutoConfiguration.class))
                .run(context -> {
                    assertThat(code(context)).isEqualTo(ErrorCode.SETTINGS_NO_DATABASE);
                    assertThat(analysis(context).getAction()).contains("spring-boot-starter-jdbc");
                });
        application("spring.whimbrel.url=redis://localhost:6379/0").run(context -> {
            assertThat(code(context)).isEqualTo(ErrorCode.SETTINGS_UNKNOWN_DATABASE);
            assertThat(analysis(context).getAction()).contains("dev.whimbrel:whimbrel-redis");
        });
        application("spring.whimbrel.migrations=classpath:db/nowhere")
                .run(context -> assertThat(code(context)).isEqualTo(ErrorCode.FOLDER_MISSING));
        application("spring.whimbrel.databases.main.data-source=nobody").run(context -> {
            assertThat(code(context)).isEqualTo(ErrorCode.SETTINGS_NO_DATABASE);
            assertThat(analysis(context).getDescription()).contains("dataSource");
        });
        application("spring.whimbrel.databases.main.user=somebody")
                .run(context ->
                        assertThat(analysis(context).getAction()).contains("spring.whimbrel.databases.main.url"));
    }

    @Test
    void migratesTheGraphOfTheApplicationsDriverToo() {
        application("spring.neo4j.uri=bolt://localhost:1")
                .withConfiguration(AutoConfigurations.of(Neo4jAutoConfiguration.class))
                .run(context -> {
                    assertThat(code(context)).isEqualTo(ErrorCode.UNREACHABLE);
                    assertThat(analysis(context).getDescription()).contains("localhost:1");
                });
    }

    @Test
    void namesAVariableThatIsNotSet() {
        for (String property : List.of("spring.datasource.password", "spring.whimbrel.user")) {
            application(property + "=before${SOLESONIC_SECRET}").run(context -> {
                assertThat(code(context)).isEqualTo(ErrorCode.SETTINGS_UNSET_VARIABLE);
                assertThat(analysis(context).getDescription())
                        .contains(property + " uses SOLESONIC_SECRET, which is not set")
                        .doesNotContain("before");
            });
        }
    }

    /** What IDEs show. */
    @Test
    void describesEveryProperty() throws IOException {
        String metadata;
        try (InputStream file = requireNonNull(
                WhimbrelProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            metadata = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (RecordComponent property : WhimbrelProperties.class.getRecordComponents()) {
            String name = property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertThat(metadata)
                    .containsPattern("\"name\": \"spring.whimbrel." + name
                            + "\",\\s+\"type\": \"[^\"]+\",\\s+\"description\": \"\\w");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Two {

        static String folder = "";

        private static DataSource source(String name) {
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl(folder + "/" + name + ".db");
            return source;
        }

        @Bean
        DataSource birds() {
            return source("birds");
        }

        @Bean
        DataSource orders() {
            return source("orders");
        }
    }

    @Test
    void asksWhichOfSeveralDataSourcesIsMeant() {
        Two.folder = "jdbc:sqlite:" + home;
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(WhimbrelAutoConfiguration.class))
                .withUserConfiguration(Two.class);
        application.run(context -> {
            assertThat(code(context)).isEqualTo(ErrorCode.SETTINGS_NO_DATABASE);
            assertThat(analysis(context).getAction()).contains("data-source=birds");
        });
        application
                .withPropertyValues(
                        "spring.whimbrel.migrations=classpath:orders",
                        "spring.whimbrel.databases.main.data-source=orders")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(new JdbcTemplate(context.getBean("orders", DataSource.class))
                                    .queryForList("SELECT script FROM whimbrel_history", String.class))
                            .containsExactly("V1__orders.sql");
                });
    }

    @Test
    void tellsByActuatorHowItIs() {
        application("management.endpoints.web.exposure.include=*").run(context -> {
            HealthIndicator indicator = context.getBean("whimbrelHealthIndicator", HealthIndicator.class);
            assertThat(requireNonNull(indicator.health()).getStatus()).isEqualTo(Status.UP);
            assertThat(context.getBean(WhimbrelEndpoint.class).status())
                    .containsEntry("pending", 0)
                    .containsEntry("layout", "flyway");
        });
    }
}
