package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a database is, and what is said of one that cannot be reached. */
final class Neo4jHealthIT extends Neo4jTest {

    private Health health(DatabaseSettings settings) {
        return Project.of(folder(), new Neo4jProvider(), settings)
                .write("001_bird.cypher", "CREATE (:Bird);")
                .health();
    }

    private Health healthOf(String url) {
        return health(DatabaseSettings.of("main", url)
                .withUser(database().server().user())
                .withPassword(Secret.of(database().server().password())));
    }

    private static ErrorCode code(Health health) {
        List<Problem> problems = new ArrayList<>();
        health.problems().forEach(problems::add);
        assertThat(problems).hasSize(1);
        return problems.get(0).code();
    }

    @Test
    void tellsWhatThereIs() {
        Health health = health(database().settings());

        assertThat(health.isUp()).isTrue();
        assertThat(health.details())
                .containsEntry("server", database().server().url())
                .containsEntry("edition", "community")
                .containsEntry("user", "neo4j")
                .containsEntry("database", "neo4j")
                .containsEntry("status", "online")
                .containsEntry("access", "read-write")
                .containsEntry("lock", "free")
                .containsKeys("latency");
        assertThat(health.details().get("version")).startsWith("5.26.");
    }

    @Test
    void tellsWhoHoldsTheLock() {
        project().write("001_bird.cypher", "CREATE (:Bird);");
        List<String> seen = new ArrayList<>();

        project().migrate(UpOptions.defaults(), new RunListener() {
            @Override
            public void stepStarted(Step step) {
                seen.add(String.valueOf(project().health().details().get("lock")));
            }
        });

        assertThat(seen).singleElement().satisfies(holder -> assertThat(holder)
                .startsWith("process " + ProcessHandle.current().pid() + " on "));
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(code(healthOf("bolt://127.0.0.1:" + port))).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(code(healthOf("neo4j://127.0.0.1:" + port))).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThat(code(healthOf("bolt://no-such-host.invalid"))).isEqualTo(ErrorCode.UNKNOWN_HOST);
        assertThat(code(healthOf("neo4j://no-such-host.invalid"))).isEqualTo(ErrorCode.UNKNOWN_HOST);
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThat(code(health(database().settings().withPassword(Secret.of("guessed")))))
                .isEqualTo(ErrorCode.WRONG_PASSWORD);
    }

    @Test
    void saysThatAPasswordIsMissing() {
        assertThat(code(health(DatabaseSettings.of("main", database().server().url()))))
                .isEqualTo(ErrorCode.PASSWORD_MISSING);
    }

    @Test
    void saysThatTheDatabaseIsMissing() {
        assertThat(code(healthOf(database().server().url() + "/birds"))).isEqualTo(ErrorCode.MISSING_DATABASE);
        assertThat(code(healthOf("neo4j://127.0.0.1:" + database().server().port() + "/birds")))
                .isEqualTo(ErrorCode.MISSING_DATABASE);
    }

    @Test
    void saysThatTheServerSpeaksNoTls() {
        assertThat(code(healthOf("bolt+s://127.0.0.1:" + database().server().port())))
                .isEqualTo(ErrorCode.TLS);
    }
}
