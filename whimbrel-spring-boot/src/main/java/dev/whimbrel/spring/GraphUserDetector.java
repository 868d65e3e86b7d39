package dev.whimbrel.spring;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;
import org.springframework.util.ClassUtils;

/** Makes what uses a graph wait for its migrations, as Spring Boot does for what uses a DataSource. */
final class GraphUserDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    private static final String PACKAGE = "org.springframework.data.neo4j.core.";

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        ClassLoader loader = getClass().getClassLoader();
        return Stream.of(PACKAGE + "Neo4jClient", PACKAGE + "Neo4jOperations", PACKAGE + "ReactiveNeo4jClient")
                .filter(name -> ClassUtils.isPresent(name, loader))
                .map(name -> ClassUtils.resolveClassName(name, loader))
                .collect(Collectors.toUnmodifiableSet());
    }
}
