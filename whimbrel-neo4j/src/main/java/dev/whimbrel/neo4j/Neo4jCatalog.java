package dev.whimbrel.neo4j;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;

/** Looks up in Neo4j's own lists what migrations promise to be there. */
final class Neo4jCatalog {

    private static final String CONSTRAINTS = "SHOW CONSTRAINTS YIELD name";

    private static final String INDEXES = "SHOW INDEXES YIELD name, state, populationPercent, failureMessage"
            + " RETURN name, state, populationPercent AS percent, failureMessage AS failure ORDER BY name";

    private final Neo4jSession session;

    Neo4jCatalog(Neo4jSession session) {
        this.session = session;
    }

    Problems verify(List<PromisedObject> promised) {
        Set<String> constraints = new HashSet<>();
        session.query(CONSTRAINTS)
                .forEach(row -> constraints.add(row.get("name").asString()));
        Map<String, Record> indexes = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        session.query(INDEXES).forEach(row -> indexes.put(row.get("name").asString(), row));
        promised.stream()
                .filter(object -> !isThere(object, constraints, indexes))
                .forEach(object -> problems.add(missing(object)));
        indexes.values().stream()
                .filter(index -> !index.get("state").asString().equals("ONLINE")
                        || index.get("percent").asDouble() < 100)
                .forEach(index -> problems.add(invalid(index)));
        return Problems.of(problems);
    }

    private static boolean isThere(PromisedObject object, Set<String> constraints, Map<String, Record> indexes) {
        return object.kind() == ObjectKind.CONSTRAINT
                ? constraints.contains(object.name())
                : indexes.containsKey(object.name());
    }

    private static Problem missing(PromisedObject object) {
        return new Problem(
                ErrorCode.VERIFY_OBJECT_MISSING,
                object.kind().label() + " " + object.name() + " is not there",
                object.script() + " created it, is applied, and no later migration drops it",
                "find out who dropped it, and bring it back with a new migration");
    }

    private static Problem invalid(Record index) {
        String name = index.get("name").asString();
        return new Problem(
                ErrorCode.VERIFY_INDEX_INVALID,
                "index " + name + " is " + index.get("state").asString() + ", "
                        + Math.round(index.get("percent").asDouble()) + " % built",
                Neo4jErrors.oneLine(
                        index.get("failure").asString("no query uses it as long as it is not built to the end")),
                "wait if it is being built; otherwise DROP INDEX " + Neo4jCypher.quoted(name) + " and create it again");
    }
}
