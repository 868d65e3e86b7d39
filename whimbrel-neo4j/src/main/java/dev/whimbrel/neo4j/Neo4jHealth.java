package dev.whimbrel.neo4j;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.neo4j.work.Neo4jCypher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** Finds out what a Neo4j database is ready for. */
final class Neo4jHealth {

    private static final String COMPONENTS =
            "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition";

    private static final String DATABASE = """
            SHOW DATABASE %s YIELD name, currentStatus, access, statusMessage
            RETURN name, currentStatus AS status, access, statusMessage AS message
            """;

    private static final String ONLINE = "online";

    private final Neo4jSession session;
    private final Neo4jHistory history;

    Neo4jHealth(Neo4jSession session, Neo4jHistory history) {
        this.session = session;
        this.history = history;
    }

    /** Look, and put what is found into {@code details}. {@return what stands in the way of migrating} */
    Problems examine(Map<String, String> details) {
        details.put("latency", latency() + " ms");
        Record components = session.query(COMPONENTS).get(0);
        details.put("version", components.get("version").asString());
        details.put("edition", components.get("edition").asString());
        details.put(
                "user",
                Optional.of(history.user()).filter(user -> !user.isEmpty()).orElse("nobody"));
        List<Problem> problems = new ArrayList<>();
        examineDatabase(details, problems);
        details.put("lock", new LeaseNode(session).holder().orElse("free"));
        return Problems.of(problems);
    }

    /** {@return the milliseconds that a question and its answer take} */
    private long latency() {
        session.query("RETURN 1");
        long started = System.nanoTime();
        session.query("RETURN 1");
        return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }

    private void examineDatabase(Map<String, String> details, List<Problem> problems) {
        String name =
                session.query("CALL db.info() YIELD name").get(0).get("name").asString();
        details.put("database", name);
        for (Record row : states(name)) {
            String status = row.get("status").asString("");
            String access = row.get("access").asString("");
            details.put("status", status);
            details.put("access", access);
            if (!status.equals(ONLINE)) {
                problems.add(new Problem(
                        ErrorCode.UNREACHABLE,
                        "the database " + name + " is " + status,
                        row.get("message").asString(""),
                        "START DATABASE " + Neo4jCypher.quoted(name)
                                + ", or see the server's log for what keeps it from starting"));
            } else if (access.equals("read-only")) {
                problems.add(Neo4jErrors.readOnly(
                        session.connector().url().toString(), "the access of the database " + name + " is read-only"));
            }
        }
    }

    /** {@return what the server says of the database; nothing if we may not ask} */
    private List<Record> states(String name) {
        try {
            return session.query(DATABASE.formatted(Neo4jCypher.quoted(name)));
        } catch (Neo4jException e) {
            if (Neo4jErrors.isLost(e)) {
                throw e;
            }
            return List.of();
        }
    }
}
