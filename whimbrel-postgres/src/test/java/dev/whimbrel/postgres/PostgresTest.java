package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;

import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What these tests share: a fresh database and an empty folder for each. */
@RequiresPostgres
abstract class PostgresTest {

    @TempDir
    @Nullable
    Path home;

    private @Nullable PostgresTestDatabase created;
    private @Nullable Project prepared;

    @BeforeEach
    void createDatabase() {
        PostgresTestDatabase database = PostgresTestDatabase.create();
        created = database;
        prepared = database.project(home());
    }

    @AfterEach
    void dropDatabase() {
        if (created != null) {
            created.close();
        }
    }

    final Path home() {
        return requireNonNull(home);
    }

    final PostgresTestDatabase database() {
        return requireNonNull(created);
    }

    final Project project() {
        return requireNonNull(prepared);
    }

    final List<String> query(String sql) {
        return database().query(sql);
    }
}
