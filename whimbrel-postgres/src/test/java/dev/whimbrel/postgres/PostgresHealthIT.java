package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PostgresHealthIT extends PostgresTest {

    @Test
    void tellsWhatTheDatabaseIsReadyFor() {
        database().execute("CREATE EXTENSION vector");

        Health health = project().health();

        assertThat(health.isUp()).isTrue();
        assertThat(health.kind()).isEqualTo("postgresql");
        assertThat(health.details())
                .containsEntry("database", database().database().name())
                .containsEntry("role", database().database().user())
                .containsEntry("schema", "public")
                .containsEntry("tls", "no")
                .containsEntry("lock", "free")
                .hasEntrySatisfying("version", version -> assertThat(version).startsWith("17"))
                .hasEntrySatisfying("latency", latency -> assertThat(latency).matches("\\d+ ms"))
                .hasEntrySatisfying(
                        "extension vector", version -> assertThat(version).startsWith("0."))
                .hasEntrySatisfying(
                        "extension hstore", state -> assertThat(state).startsWith("available ("));
        assertThat(health.details().keySet()).startsWith("server", "latency", "version");
    }

    private void writeNeeds() {
        project()
                .write("001_vector.sql", "CREATE EXTENSION IF NOT EXISTS vector;", "CREATE TABLE bird (id integer);")
                .write("002_schema.sql", "CREATE SCHEMA nest;", "CREATE TABLE nest.egg (id integer);")
                .write("003_old.sql", "CREATE TABLE old.egg (id integer);");
        database().execute("CREATE SCHEMA old");
    }

    @Test
    void needsNothingThatASuperuserCannotDo() {
        writeNeeds();

        Health health = project().health();

        assertThat(health.problems()).isEmpty();
        assertThat(health.details()).hasEntrySatisfying("extension vector", state -> assertThat(state)
                .matches("available \\(0\\..*\\), not created, needed"));
        project().migrate();
        assertThat(project().health().problems()).isEmpty();
        assertThat(project().health().details().get("extension vector")).doesNotContain("needed");
    }

    @Test
    void tellsWhatARoleMayNotDoBeforeItTries() {
        writeNeeds();
        String role = "role_of_" + database().database().name();
        database()
                .execute(
                        "CREATE ROLE " + role + " LOGIN PASSWORD 'x'",
                        "GRANT CREATE, USAGE ON SCHEMA public TO " + role,
                        "GRANT USAGE ON SCHEMA old TO " + role);
        DatabaseSettings settings = database().settings().withUser(role).withPassword(Secret.of("x"));
        try {
            Health health = Project.of(home().resolve("migrations"), database().provider(), settings)
                    .health();

            assertThat(health.problems()).extracting(Problem::code).containsOnly(ErrorCode.PERMISSION_DENIED);
            assertThat(health.problems())
                    .extracting(problem -> problem.why() + "; " + problem.remedy())
                    .satisfiesExactly(
                            vector -> assertThat(vector)
                                    .contains("may not create extension vector, which 001_vector.sql")
                                    .contains("CREATE EXTENSION IF NOT EXISTS \"vector\""),
                            nest -> assertThat(nest)
                                    .contains("may not create schema nest, which 002_schema.sql")
                                    .contains("GRANT CREATE ON DATABASE"),
                            old -> assertThat(old)
                                    .contains("in schema old, which 003_old.sql")
                                    .contains("GRANT CREATE, USAGE ON SCHEMA old"));
        } finally {
            database().execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void namesThePackageOfAnExtensionThatIsNotInstalled() {
        project().write("001_extensions.sql", "CREATE EXTENSION postgis;", "CREATE EXTENSION whimbrel_nests;");

        Health health = project().health();

        assertThat(health.problems()).extracting(Problem::code).containsOnly(ErrorCode.EXTENSION_UNAVAILABLE);
        assertThat(health.problems())
                .extracting(Problem::remedy)
                .satisfiesExactly(
                        postgis -> assertThat(postgis).contains("postgresql-17-postgis-3"),
                        unknown -> assertThat(unknown).contains("the package that brings it"));
        assertThat(health.details()).containsEntry("extension postgis", "not installed on the server, needed");
    }

    /** What is wrong with the folder is not the database's fault. */
    @Test
    void isUpWhereTheFolderCannotBeRead() {
        project().write("001_bird.sql", "SELECT 'unterminated;");

        assertThat(project().health().isUp()).isTrue();
    }

    @Test
    void tellsWhoHoldsTheLock() {
        project().write("001_bird.sql", "CREATE TABLE bird (id integer);");
        List<Map<String, String>> details = new ArrayList<>();

        project().migrate(UpOptions.defaults(), new RunListener() {
            @Override
            public void stepStarted(Step step) {
                details.add(project().health().details());
            }
        });

        assertThat(details).singleElement().satisfies(seen -> assertThat(seen.get("lock"))
                .startsWith("whimbrel, process ")
                .contains("user " + database().database().user()));
        assertThat(project().health().details()).containsEntry("lock", "free");
    }

    @Test
    void noticesThatTheDatabaseIsGone() {
        PostgresTestDatabase other = PostgresTestDatabase.create();
        try (Whimbrel whimbrel = other.project(home()).open()) {
            assertThat(whimbrel.health()).allMatch(Health::isUp);
            whimbrel.await(Duration.ZERO);

            other.close();

            assertThat(Refusal.problem(DatabaseException.class, () -> whimbrel.await(Duration.ZERO))
                            .code())
                    .isEqualTo(ErrorCode.WAIT_EXPIRED);
            assertThat(whimbrel.health()).noneMatch(Health::isUp);
        }
    }
}
