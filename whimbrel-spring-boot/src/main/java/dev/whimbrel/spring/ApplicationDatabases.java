package dev.whimbrel.spring;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.spring.WhimbrelProperties.DatabaseProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The databases of an application: those it names, or else its own DataSource, and its Neo4j driver where the module for it
 * is there. What is named and not there is an error, and so is finding none.
 */
final class ApplicationDatabases {

    private static final String MAIN = "main";
    private static final String GRAPH = "graph";

    private final WhimbrelProperties properties;
    private final UnsetVariables variables;
    private final ListableBeanFactory beans;
    private final Optional<GraphDriver> graph;
    private final Optional<ServiceUrl> service;

    /** Tells where the application's main database is, whoever has started it. */
    interface ServiceUrl {
        String url();
    }

    /** Makes settings of the application's Neo4j driver. */
    interface GraphDriver {
        /** {@return the settings of the bean of that name, or of the only one; nothing if there is none} */
        Optional<DatabaseSettings> settings(String name, @Nullable String bean);
    }

    ApplicationDatabases(
            WhimbrelProperties properties,
            UnsetVariables variables,
            ListableBeanFactory beans,
            Optional<ServiceUrl> service,
            Optional<GraphDriver> graph) {
        this.properties = properties;
        this.variables = variables;
        this.beans = beans;
        this.service = service;
        this.graph = graph;
    }

    List<DatabaseSettings> find() {
        List<DatabaseSettings> found = new ArrayList<>();
        variables.refuse("spring.whimbrel.", "url", "user", "password");
        properties.databases().forEach((name, database) -> found.add(named(name, database)));
        if (found.isEmpty()) {
            main().ifPresent(found::add);
            if (Databases.providers().stream()
                    .anyMatch(provider -> provider.kind().equals("neo4j"))) {
                graph.flatMap(driver -> driver.settings(GRAPH, null)).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_NO_DATABASE,
                    "there is nothing to migrate: the application has no DataSource, and names no database",
                    "no bean of type DataSource exists, and spring.whimbrel.url and spring.whimbrel.databases are not set",
                    "add spring-boot-starter-jdbc (or -data-jpa) and set spring.datasource.url; or set"
                            + " spring.whimbrel.url; or spring.whimbrel.enabled=false"));
        }
        return found;
    }

    private DatabaseSettings named(String name, DatabaseProperties database) {
        variables.refuse("spring.whimbrel.databases." + name + ".", "url", "user", "password");
        if (database.url() != null) {
            return byUrl(name, database.url(), database.user(), database.password());
        }
        if (database.dataSource() != null) {
            return DatabaseSettings.of(name, bean(name, "data-source", database.dataSource(), DataSource.class));
        }
        return graph.flatMap(driver -> driver.settings(name, database.driver()))
                .filter(found -> database.driver() != null)
                .orElseThrow(() -> new SettingsException(new Problem(
                        ErrorCode.SETTINGS_NO_DATABASE,
                        "it is not said where database " + name + " is",
                        database.driver() == null
                                ? "spring.whimbrel.databases." + name + " has neither url, nor data-source, nor driver"
                                : "there is no Neo4j driver in the application",
                        "set spring.whimbrel.databases." + name + ".url, or name a bean by .data-source or .driver")));
    }

    private Optional<DatabaseSettings> main() {
        if (properties.url() != null) {
            return Optional.of(byUrl(MAIN, properties.url(), properties.user(), properties.password()));
        }
        if (properties.user() != null) {
            String url = service.map(ServiceUrl::url)
                    .orElseThrow(() -> new SettingsException(new Problem(
                            ErrorCode.SETTINGS_NO_DATABASE,
                            "spring.whimbrel.user is set, and it is not known for which database",
                            "neither spring.whimbrel.url nor spring.datasource.url is set",
                            "set spring.whimbrel.url")));
            int parameters = url.indexOf('?');
            return Optional.of(byUrl(
                    MAIN,
                    parameters < 0 ? url : url.substring(0, parameters),
                    properties.user(),
                    properties.password()));
        }
        variables.refuse("spring.datasource.", "url", "username", "password");
        String[] names = beans.getBeanNamesForType(DataSource.class);
        Optional<DataSource> only =
                Optional.ofNullable(beans.getBeanProvider(DataSource.class).getIfUnique());
        if (only.isEmpty() && names.length > 1) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_NO_DATABASE,
                    "the application has several DataSources, and none of them is primary",
                    "they are " + String.join(", ", names),
                    "name each that is to be migrated: spring.whimbrel.databases.NAME.data-source=" + names[0]));
        }
        return only.map(source -> DatabaseSettings.of(MAIN, source));
    }

    private static DatabaseSettings byUrl(String name, String url, @Nullable String user, @Nullable Secret password) {
        DatabaseSettings settings = DatabaseSettings.of(name, url);
        settings = user == null ? settings : settings.withUser(user);
        return password == null ? settings : settings.withPassword(password);
    }

    private <T> T bean(String database, String key, String name, Class<T> type) {
        if (beans.containsBean(name) && beans.isTypeMatch(name, type)) {
            return beans.getBean(name, type);
        }
        throw new SettingsException(new Problem(
                ErrorCode.SETTINGS_NO_DATABASE,
                "database " + database + " is to be reached by the bean " + name + ", and there is none",
                "beans of type " + type.getSimpleName() + ": " + String.join(", ", beans.getBeanNamesForType(type)),
                "correct spring.whimbrel.databases." + database + "." + key));
    }
}
