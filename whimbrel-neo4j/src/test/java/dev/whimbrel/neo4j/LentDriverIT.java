package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.contract.Project;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** An application hands its driver over, and keeps it. */
final class LentDriverIT extends Neo4jTest {

    @Test
    void migratesWithTheApplicationsDriver() {
        String url = "bolt://127.0.0.1:" + database().server().port();
        try (Driver driver = GraphDatabase.driver(
                url,
                AuthTokens.basic(database().server().user(), database().server().password()))) {
            Project project = Project.of(
                            folder(),
                            new Neo4jProvider(),
                            DatabaseSettings.of("main", url).withClient(driver))
                    .write("001_bird.cypher", "CREATE (:Bird);");

            assertThat(project.migrate().done()).hasSize(1);
            assertThat(project.verify()).isEmpty();

            driver.verifyConnectivity();
            assertThat(query("MATCH (b:Bird) RETURN count(b)")).containsExactly("1");
        }
    }
}
