package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server follows another one, until it is made the primary. */
@RequiresPostgres
final class StandbyIT {

    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";

    @Test
    void looksAtAStandbyAndMigratesWhenItIsThePrimary(@TempDir Path home) {
        try (PrivatePostgres own = PostgresServer.start(Map.of())) {
            PostgresTestDatabase database =
                    new PostgresTestDatabase(own.server().createDatabase());
            Project project = database.project(home);
            project.write("001_bird.sql", "CREATE TABLE bird (id integer);").migrate();
            project.write("002_nest.sql", "CREATE TABLE nest (id integer);");
            own.restartAsStandby();

            Problem problem = Refusal.problem(DatabaseException.class, project::migrate);

            assertThat(problem.code()).isEqualTo(ErrorCode.READ_ONLY);
            assertThat(problem.why()).contains("standby");
            assertThat(project.health().problems()).extracting(Problem::code).containsExactly(ErrorCode.READ_ONLY);
            assertThat(project.plan().steps()).hasSize(1);
            assertThat(project.verify()).isEmpty();
            assertThat(database.query(LOCKS)).containsExactly("0");

            assertThat(database.query("SELECT pg_promote()")).containsExactly("t");
            assertThat(Trial.versions(project.migrate())).isEqualTo(List.of("002"));
        }
    }
}
