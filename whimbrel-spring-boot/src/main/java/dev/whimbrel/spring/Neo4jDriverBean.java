package dev.whimbrel.spring;

import dev.whimbrel.database.DatabaseSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;

/** The application's Neo4j driver, and the address it was made with. */
record Neo4jDriverBean(ListableBeanFactory beans) implements ApplicationDatabases.GraphDriver {

    @Override
    public Optional<DatabaseSettings> settings(String name, @Nullable String bean) {
        Driver driver = bean == null
                ? beans.getBeanProvider(Driver.class).getIfUnique()
                : beans.containsBean(bean) ? beans.getBean(bean, Driver.class) : null;
        Neo4jConnectionDetails details =
                beans.getBeanProvider(Neo4jConnectionDetails.class).getIfAvailable();
        return driver == null || details == null
                ? Optional.empty()
                : Optional.of(
                        DatabaseSettings.of(name, details.getUri().toString()).withClient(driver));
    }
}
