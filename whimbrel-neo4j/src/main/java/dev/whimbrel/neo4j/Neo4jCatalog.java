package dev.whimbrel.neo4j;

import dev.whimbrel.database.Verification;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.neo4j.work.Neo4jCypher;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Looks up in Neo4j's own lists what migrations promise to be there. */
final class Neo4jCatalog {

    private static final String CONSTRAINTS = "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties";

    private static final String INDEXES =
            "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, state, populationPercent, failureMessage"
                    + " RETURN name, type, labelsOrTypes, properties, state, populationPercent AS percent,"
                    + " failureMessage AS failure ORDER BY name";

    private final Neo4jSession session;

    Neo4jCatalog(Neo4jSession session) {
        this.session = session;
    }

    /** @param database its name in the settings */
    Verification verify(String database, List<PromisedObject> promised) {
        Map<String, Record> constraints = rows(CONSTRAINTS);
        Map<String, Record> indexes = rows(INDEXES);
        Map<String, String> details = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (PromisedObject object : promised) {
            Record found = (object.kind() == ObjectKind.CONSTRAINT ? constraints : indexes).get(object.name());
            if (found == null) {
                problems.add(object.missing());
            } else {
                details.put(object.kind().label() + " " + object.name(), words(found));
            }
        }
        indexes.values().stream()
                .filter(index -> !index.get("state").asString().equals("ONLINE")
                        || index.get("percent").asDouble() < 100)
                .forEach(index -> problems.add(invalid(index)));
        return new Verification(database, details, Problems.of(problems));
    }

    private Map<String, Record> rows(String query) {
        Map<String, Record> rows = new LinkedHashMap<>();
        session.query(query).forEach(row -> rows.put(row.get("name").asString(), row));
        return rows;
    }

    /** {@return as in {@code vector on Chunk (embedding)}; token lookup indexes are on no property} */
    private static String words(Record found) {
        return found.get("type").asString().toLowerCase(Locale.ROOT).replace('_', ' ') + " on "
                + joined(found.get("labelsOrTypes"), " | ") + " (" + joined(found.get("properties"), ", ") + ")";
    }

    private static String joined(Value names, String between) {
        return names.isNull() ? "" : String.join(between, names.asList(Value::asString));
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
