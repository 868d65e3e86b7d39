package dev.whimbrel.neo4j;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.neo4j.SchemaFence.Position;
import dev.whimbrel.neo4j.work.Neo4jCypher;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** Looks after indexes that scripts create: that they are built to the end, and that vectors fit into them. */
final class Neo4jIndexes {

    private static final String STATES = """
            SHOW INDEXES YIELD name, state, populationPercent, failureMessage WHERE name IN $names
            RETURN name, state, populationPercent AS percent, failureMessage AS failure
            """;

    private static final String VECTORS = """
            SHOW VECTOR INDEXES YIELD name, labelsOrTypes, properties, options
            RETURN name, labelsOrTypes[0] AS label, properties[0] AS property,
                options.indexConfig['vector.dimensions'] AS dimensions,
                options.indexConfig['vector.similarity_function'] AS similarity
            """;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Neo4jSession session;

    Neo4jIndexes(Neo4jSession session) {
        this.session = session;
    }

    /**
     * Wait until the indexes are online and hold everything.
     *
     * @param isResumed whether they were created by an earlier attempt; one that could not be built is then built anew
     */
    void await(Step step, LiveIndexes live, boolean isResumed, ScriptRun run) {
        if (!live.takeChange()) {
            return;
        }
        try {
            Map<String, Statement> created = live.byName();
            if (isResumed) {
                created.forEach((name, statement) -> rebuildIfFailed(name, statement, run));
            }
            Backoff backoff = new Backoff(Duration.ofMillis(20), LONGEST_PAUSE);
            while (!areReady(step, created)) {
                backoff.pause();
            }
        } catch (Neo4jException e) {
            throw new CypherFailure(null, e);
        }
    }

    private boolean areReady(Step step, Map<String, Statement> created) {
        List<Record> states = session.query(STATES, Map.of("names", List.copyOf(created.keySet())));
        for (Record index : states) {
            if (index.get("state").asString().equals("FAILED")) {
                throw new MigrationFailedException(
                        failed(step, index, created.get(index.get("name").asString())), null);
            }
        }
        return states.stream()
                .allMatch(index -> index.get("state").asString().equals("ONLINE")
                        && index.get("percent").asDouble() >= 100);
    }

    private static Problem failed(Step step, Record index, @org.jspecify.annotations.Nullable Statement statement) {
        String where = Optional.ofNullable(statement)
                .map(found -> found.place() + ": " + found.excerpt())
                .orElse(step.script().name());
        return new Problem(
                ErrorCode.VERIFY_INDEX_INVALID,
                "migration " + step.migration().id().label() + " stopped: index "
                        + index.get("name").asString() + " could not be built, at " + where,
                Neo4jErrors.oneLine(index.get("failure").asString("the server does not say why")),
                "mend the data it stumbles over and run again; the index is then built anew");
    }

    private void rebuildIfFailed(String name, Statement statement, ScriptRun run) {
        boolean isFailed = session.query(STATES, Map.of("names", List.of(name))).stream()
                .anyMatch(index -> index.get("state").asString().equals("FAILED"));
        if (!isFailed) {
            return;
        }
        Optional<Position> seen = run.fence().position();
        session.write(Neo4jSession.under(run.lock().token()), transaction -> {
            SchemaFence.move(
                    transaction,
                    seen,
                    run.lock().token(),
                    seen.map(Position::group).orElse(0L));
            transaction.run("DROP INDEX " + Neo4jCypher.quoted(name)).consume();
            transaction.run(statement.text()).consume();
            return true;
        });
    }

    /**
     * Refuse to keep a vector index of another dimension or similarity, which {@code IF NOT EXISTS} would do in silence.
     *
     * @throws MigrationFailedException if there is one; nothing of the group was begun
     */
    void refuseOtherVectors(Step step, List<Statement> statements) {
        List<WantedVectors> wanted = statements.stream()
                .flatMap(statement -> WantedVectors.of(statement).stream())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        List<Record> present = session.query(VECTORS);
        for (WantedVectors index : wanted) {
            present.stream()
                    .filter(index::isMeant)
                    .flatMap(found -> index.difference(found).stream())
                    .findFirst()
                    .ifPresent(difference -> {
                        throw new MigrationFailedException(other(step, index, difference), null);
                    });
        }
    }

    private static Problem other(Step step, WantedVectors index, String difference) {
        return new Problem(
                ErrorCode.VECTOR_INDEX_DIFFERS,
                "migration " + step.migration().id().label() + " failed at "
                        + index.statement().place() + ": " + index.statement().excerpt(),
                difference
                        + "; IF NOT EXISTS would keep the one that is there, and vectors that do not fit are not found",
                "drop it first (DROP INDEX … IF EXISTS, before this statement), or give the new index a property of its own");
    }
}
