package dev.whimbrel.spring;

import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.spring.ApplicationDatabases.GraphDriver;
import dev.whimbrel.spring.ApplicationDatabases.ServiceUrl;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Migrates the application's databases when it starts, before anything uses them. Nothing is left out in silence: where
 * there is no database, or no module for one, the application does not start, and is told why.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.neo4j.autoconfigure.Neo4jAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "spring.whimbrel.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WhimbrelProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class WhimbrelAutoConfiguration {

    @Bean
    WhimbrelFactory whimbrelFactory(
            WhimbrelProperties properties,
            Environment environment,
            ListableBeanFactory beans,
            ObjectProvider<ServiceUrl> service,
            ObjectProvider<GraphDriver> graph,
            ObjectProvider<JavaMigration> migrations,
            ObjectProvider<SettingsCustomizer> customizers) {
        ApplicationDatabases databases = new ApplicationDatabases(
                properties,
                new UnsetVariables(environment),
                beans,
                Optional.ofNullable(service.getIfAvailable()),
                Optional.ofNullable(graph.getIfAvailable()));
        return new WhimbrelFactory(
                properties,
                databases,
                migrations.orderedStream().toList(),
                customizers.orderedStream().toList());
    }

    @Bean
    MigrationInitializer whimbrelMigrationInitializer(
            WhimbrelProperties properties, WhimbrelFactory factory, ObjectProvider<RunListener> listeners) {
        RunListener all = RunListener.all(Stream.concat(Stream.of(new LogListener()), listeners.orderedStream())
                .toList());
        return new MigrationInitializer(properties, factory, all);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    static class Services {

        /** Asked only when the user to migrate as is another one than the application's. */
        @Bean
        ServiceUrl whimbrelServiceUrl(ObjectProvider<JdbcConnectionDetails> details) {
            return () -> details.getObject().getJdbcUrl();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({org.neo4j.driver.Driver.class, Neo4jConnectionDetails.class})
    static class Graphs {

        @Bean
        GraphDriver whimbrelGraphDriver(ListableBeanFactory beans) {
            return new Neo4jDriverBean(beans);
        }
    }
}
