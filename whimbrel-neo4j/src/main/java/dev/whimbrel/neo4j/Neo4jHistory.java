package dev.whimbrel.neo4j;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The history in Neo4j: one node {@code :WhimbrelMigration} an attempt, with the facts that other databases keep in the
 * columns of a table. Its clock is the server's.
 *
 * <p>Before a group of schema changes the entry also says what is about to be done: see {@link SchemaFence}. Whoever reads
 * the history looks at the fence and so sees what was done, whether or not it was written down in time.
 */
final class Neo4jHistory {

    private static final String CREATE =
            "CREATE CONSTRAINT whimbrel_migration IF NOT EXISTS FOR (m:WhimbrelMigration) REQUIRE m.rank IS UNIQUE";

    private static final String READ = """
            MATCH (m:WhimbrelMigration)
            RETURN m {.*} AS entry
            ORDER BY m.rank
            """;

    private static final String INSERT = """
            OPTIONAL MATCH (last:WhimbrelMigration)
            WITH coalesce(max(last.rank), 0) + 1 AS rank
            CREATE (m:WhimbrelMigration)
            SET m = $facts, m.rank = rank, m.at = datetime.realtime('Z'),
                m.duration_ms = datetime.realtime().epochMillis - datetime.transaction().epochMillis
            RETURN rank
            """;

    private static final String OPEN =
            "MATCH (m:WhimbrelMigration {rank: $rank}) WHERE m.outcome IN ['running', 'reverting']\n";

    private static final String TOOK = """
            SET m.duration_ms = datetime.realtime().epochMillis - m.at.epochMillis,
                m.intent_group = null, m.intent_done = null, m.intent_journal = null
            """;

    private static final String PROGRESS = OPEN + TOOK + "SET m.statements_done = $done, m.journal = $journal";

    private static final String FINISH = OPEN + TOOK + "SET m.outcome = $outcome, m.error = $error";

    private static final String INTEND =
            OPEN + "SET m.intent_group = $group, m.intent_done = $done, m.intent_journal = $journal";

    private static final String INTENDED = "MATCH (m:WhimbrelMigration) WHERE m.intent_group IS NOT NULL\n";

    private static final String SETTLE = INTENDED + """
            FOREACH (_ IN CASE WHEN m.intent_group = $group THEN [1] ELSE [] END |
                SET m.statements_done = m.intent_done, m.journal = m.intent_journal)
            SET m.intent_group = null, m.intent_done = null, m.intent_journal = null
            """;

    private final Neo4jSession session;
    private final SchemaFence fence;
    private @Nullable String user;

    Neo4jHistory(Neo4jSession session, SchemaFence fence) {
        this.session = session;
        this.fence = fence;
    }

    History read() {
        List<Entry> entries = session.query(READ).stream().map(Entry::of).toList();
        Optional<Long> passed = entries.stream().anyMatch(Entry::hasIntent) ? fence.lastGroup() : Optional.empty();
        return History.of(entries.stream().map(entry -> entry.settled(passed)).toList());
    }

    /** Make sure that no two entries have one rank. */
    void create() {
        session.query(CREATE);
    }

    /** {@return whether an entry says that schema changes were about to be done} */
    boolean hasIntent() {
        return !session.query(INTENDED + "RETURN m.rank LIMIT 1").isEmpty();
    }

    /** Write down whether the schema changes that were about to be done are done. */
    void settle(Transaction transaction) {
        transaction.run(SETTLE, Map.of("group", fence.lastGroup().orElse(0L))).consume();
    }

    /** {@return the rank of the new entry} */
    long insert(Transaction transaction, Attempt attempt) {
        return transaction
                .run(INSERT, Map.of("facts", facts(attempt)))
                .single()
                .get("rank")
                .asLong();
    }

    /** Count what is done in an entry that is under way. */
    void progress(Transaction transaction, long rank, Attempt attempt) {
        transaction
                .run(PROGRESS, parameters(rank, attempt.statementsDone(), attempt.journal(), Map.of()))
                .consume();
    }

    /** Write into an entry that is under way what is about to be done in a group of schema changes. */
    void intend(Transaction transaction, long rank, Attempt done, long group) {
        transaction
                .run(INTEND, parameters(rank, done.statementsDone(), done.journal(), Map.of("group", group)))
                .consume();
    }

    /** Write how an entry that is under way ended; does nothing the second time. */
    void finish(Transaction transaction, long rank, Attempt attempt) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("rank", rank);
        parameters.put("outcome", attempt.outcome().label());
        attempt.error().ifPresent(error -> parameters.put("error", error));
        parameters.putIfAbsent("error", org.neo4j.driver.Values.NULL);
        transaction.run(FINISH, parameters).consume();
    }

    /** {@return the entry of that rank, if there is one} */
    Optional<HistoryEntry> entry(long rank) {
        return read().entries().stream().filter(entry -> entry.rank() == rank).findFirst();
    }

    /**
     * {@return the entry of that rank, if it was written in a transaction whose end was not heard} Renewing the lock waits for
     * a transaction that is still about to be committed.
     *
     * @param failure why it was not heard
     */
    Optional<HistoryEntry> entryUnder(Neo4jLock lock, long rank, Neo4jException failure) {
        try {
            lock.ensureHeld();
            return entry(rank);
        } catch (Neo4jException | DatabaseException e) {
            failure.addSuppressed(e);
            throw Neo4jErrors.unsettled(failure);
        }
    }

    private static Map<String, Object> parameters(
            long rank, int done, Optional<Checksum> journal, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("rank", rank);
        parameters.put("done", done);
        parameters.put("journal", journal.map(Checksum::hex).orElse(""));
        return parameters;
    }

    /** What is unknown is left out: a node has no empty properties. */
    private Map<String, Object> facts(Attempt attempt) {
        Map<String, Object> facts = new HashMap<>();
        attempt.id().version().map(Version::toString).ifPresent(version -> facts.put("version", version));
        facts.put("description", attempt.description());
        facts.put("kind", attempt.kind().label());
        facts.put("script", attempt.script());
        attempt.checksum().map(Checksum::hex).ifPresent(checksum -> facts.put("checksum", checksum));
        facts.put("outcome", attempt.outcome().label());
        facts.put("statements_done", attempt.statementsDone());
        attempt.journal().map(Checksum::hex).ifPresent(journal -> facts.put("journal", journal));
        attempt.error().ifPresent(error -> facts.put("error", error));
        facts.put("by", user());
        facts.put("tool_version", ToolVersion.get());
        return facts;
    }

    /** {@return who we are for the server; nobody if it asks for no password} */
    String user() {
        if (user == null) {
            user = session.query("SHOW CURRENT USER YIELD user").stream()
                    .findFirst()
                    .map(Neo4jHistory::user)
                    .orElse("");
        }
        return user;
    }

    private static String user(Record row) {
        return row.get("user").isNull() ? "" : row.get("user").asString();
    }
}
