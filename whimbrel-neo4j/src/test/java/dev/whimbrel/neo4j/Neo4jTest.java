package dev.whimbrel.neo4j;

import static java.util.Objects.requireNonNull;

import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An emptied database and an empty folder for each test. */
@RequiresNeo4j
abstract class Neo4jTest {

    @TempDir
    @Nullable
    Path home;

    private @Nullable Neo4jTestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = Neo4jTestDatabase.create();
    }

    @AfterEach
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    final Path folder() {
        return requireNonNull(home).resolve("migrations");
    }

    final Neo4jTestDatabase database() {
        return requireNonNull(database);
    }

    final Graph graph() {
        return database().graph();
    }

    final List<String> query(String cypher) {
        return graph().query(cypher);
    }

    final Project project() {
        return Project.of(folder(), new Neo4jProvider(), database().settings());
    }

    /** {@return the same folder, the database being reached on another port} */
    final Project projectAt(int port) {
        return Project.of(folder(), new Neo4jProvider(), database().settings(port));
    }

    final List<String> outcomes() {
        return query(
                "MATCH (m:WhimbrelMigration) RETURN coalesce(m.version, m.description), m.outcome, m.statements_done"
                        + " ORDER BY m.rank");
    }
}
