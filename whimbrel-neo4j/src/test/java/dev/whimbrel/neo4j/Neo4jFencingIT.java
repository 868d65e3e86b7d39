package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.neo4j.SchemaFence.Position;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.Neo4jException;

/** A process that was asleep while another one took its lock over. */
final class Neo4jFencingIT extends Neo4jTest {

    /** Lets the lease run out, and somebody else migrate, when a step begins: the first one sleeps meanwhile. */
    private RunListener overtaken() {
        return new RunListener() {
            @Override
            public void stepStarted(Step step) {
                expire();
                project().migrate();
            }
        };
    }

    private void expire() {
        graph().execute("MATCH (l:WhimbrelLock) SET l.until = datetime.realtime('Z') - duration({seconds: 1})");
    }

    private Problem overtake() {
        return Refusal.problem(RunFailedException.class, () -> project().migrate(UpOptions.defaults(), overtaken()));
    }

    @Test
    void commitsNoDataAnyMore() {
        project().write("001_bird.cypher", "CREATE (:Bird);");

        assertThat(overtake().code()).isEqualTo(ErrorCode.LOCK_LOST);

        assertThat(query("MATCH (b:Bird) RETURN count(b)")).containsExactly("1");
        assertThat(outcomes()).containsExactly("001|applied|1");
    }

    @Test
    void changesNoSchemaAnyMore() {
        project().write("001_bird.cypher", "CREATE INDEX IF NOT EXISTS FOR (b:Bird) ON (b.name);");

        assertThat(overtake().code()).isEqualTo(ErrorCode.LOCK_LOST);

        assertThat(outcomes()).containsExactly("001|applied|1");
    }

    @Test
    void beginsNothingThatCommitsOnItsOwnAnyMore() {
        project().write("001_bird.cypher", "UNWIND [1] AS x CALL (x) { CREATE (:Bird) } IN TRANSACTIONS;");

        assertThat(overtake().code()).isEqualTo(ErrorCode.LOCK_LOST);

        assertThat(query("MATCH (b:Bird) RETURN count(b)")).containsExactly("1");
    }

    @Test
    void cannotPassTheFenceOnceAnotherHasMovedIt() {

        Neo4jConnector connector = new Neo4jConnector(
                database().settings(), Neo4jUrl.parse(database().settings().url()), Duration.ofSeconds(10));
        Neo4jSession session = new Neo4jSession(connector);
        SchemaFence fence = new SchemaFence(session);
        fence.claim(1);
        Optional<Position> seen = fence.position();
        fence.claim(2);

        assertThatThrownBy(() -> session.write(transaction -> {
                    SchemaFence.move(transaction, seen, 1, 7);
                    return transaction
                            .run("CREATE INDEX late FOR (b:Bird) ON (b.name)")
                            .consume();
                }))
                .isInstanceOf(Neo4jException.class);

        assertThat(graph().schema()).isEmpty();
        assertThat(fence.position()).contains(new Position(2, 0, 2));
        connector.close();
    }
}
