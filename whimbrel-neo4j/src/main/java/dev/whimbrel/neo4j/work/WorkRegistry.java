package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.ClientException;

/** What the graph remembers of long work: nodes {@code :WhimbrelWork}, each with a {@code :WhimbrelProfile} if it has vectors. */
record WorkRegistry(WorkGraph graph) {

    /** Money is counted in floating point here. */
    private static final int DIGITS = 12;

    /** So that a name stands for one thing; and for looking up. */
    private static final List<String> CONSTRAINTS = List.of(
            "CREATE CONSTRAINT whimbrel_work IF NOT EXISTS FOR (w:WhimbrelWork) REQUIRE w.version IS UNIQUE",
            "CREATE CONSTRAINT whimbrel_profile IF NOT EXISTS FOR (p:WhimbrelProfile) REQUIRE p.hash IS UNIQUE",
            "CREATE CONSTRAINT whimbrel_reader IF NOT EXISTS FOR (r:WhimbrelReader) REQUIRE r.name IS UNIQUE",
            "CREATE CONSTRAINT whimbrel_queue IF NOT EXISTS FOR (q:WhimbrelQueue) REQUIRE (q.work, q.key) IS UNIQUE",
            "CREATE CONSTRAINT whimbrel_dead_letter IF NOT EXISTS FOR (d:WhimbrelDeadLetter)"
                    + " REQUIRE (d.work, d.key) IS UNIQUE");

    private static final String FIND = """
            OPTIONAL MATCH (p:WhimbrelProfile {hash: w.profile})
            RETURN w {.*} AS work, p {.*} AS profile
            """;

    private static final String STATUSES = """
            MATCH (w:WhimbrelWork)
            OPTIONAL MATCH (p:WhimbrelProfile {hash: w.profile})
            WITH w, p, (datetime.realtime('Z').epochMillis - w.rate_at.epochMillis) / 1000.0 AS age
            RETURN w {.*} AS work, p.canonical AS canonical,
                CASE WHEN age < 60 THEN
                    coalesce(w.rate, CASE WHEN age > 0 THEN (w.rows_done - w.rate_rows) / age END) END AS rate,
                COUNT { MATCH (d:WhimbrelDeadLetter {work: w.version}) } AS dead,
                COUNT { MATCH (q:WhimbrelQueue {work: w.version}) } AS queued
            ORDER BY w.begun_at, w.version
            """;

    /** {@return the version as the registry has it} */
    static String version(Migration migration) {
        return migration.id().version().map(Version::toString).orElseThrow();
    }

    /** Make sure of them; all at once, since each change of the schema costs the server its query plans. */
    void create() {
        graph.write(transaction -> {
            CONSTRAINTS.forEach(
                    constraint -> transaction.run(constraint, Map.of()).consume());
            return true;
        });
    }

    /** {@return the first work of that condition on the node {@code w}} */
    static Optional<NodeWork> first(Transaction transaction, String condition, Map<String, Object> parameters) {
        return transaction
                .run("MATCH (w:WhimbrelWork) WHERE " + condition + "\n" + FIND + "LIMIT 1", parameters)
                .list(NodeWork::read)
                .stream()
                .findFirst();
    }

    NodeWork require(Migration migration) {
        return graph.write(transaction -> require(transaction, version(migration)));
    }

    static NodeWork require(Transaction transaction, String version) {
        return first(transaction, "w.version = $version", Map.of("version", version))
                .orElseThrow(() ->
                        new ClientException("the work of version " + version + " has not begun, or was reverted"));
    }

    List<WorkStatus> statuses() {
        return graph.query(STATUSES, Map.of()).stream()
                .map(WorkRegistry::status)
                .toList();
    }

    private static WorkStatus status(Record row) {
        Value work = row.get("work");
        return new WorkStatus(
                Version.of(work.get("version").asString()),
                work.get("name").asString(),
                WorkState.valueOf(work.get("state").asString()),
                work.get("rows_total").asLong(0),
                work.get("rows_done").asLong(0),
                work.get("rows_skipped").asLong(0),
                row.get("dead").asLong(),
                row.get("rate").asDouble(0),
                row.get("queued").asLong(),
                new Cost(work.get("tokens").asLong(0), money(work.get("usd").asDouble(0))),
                row.get("canonical").isNull()
                        ? Optional.empty()
                        : Optional.of(Profile.parse(row.get("canonical").asString())),
                work.get("active").asBoolean(false));
    }

    private static BigDecimal money(double usd) {
        BigDecimal exact = BigDecimal.valueOf(usd);
        return exact.scale() > DIGITS ? exact.setScale(DIGITS, RoundingMode.HALF_UP) : exact;
    }
}
