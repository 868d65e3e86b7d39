package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.backfill.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/**
 * Claims nodes for one worker: first pages that nobody holds any more, then the next page of the snapshot, then nodes that
 * were found to have changed. Each claim is a short transaction that locks the work's own node.
 */
final class NodeClaims {

    private static final String WORK = "MATCH (w:WhimbrelWork {version: $version})\n";
    private static final String LOCK_WORK = WORK + "REMOVE w." + Nodes.LOCK_PROPERTY + "\n";

    /** Of a claim or a note {@code c}. A worker that hangs for so long, though it lives, loses what it holds. */
    private static final String IS_FREE = """
            (c.worker IS NULL OR c.until < datetime.realtime('Z') OR NOT EXISTS {
                MATCH (x:WhimbrelWorker {id: c.worker}) WHERE x.until > datetime.realtime('Z') })
            """;

    private static final String TAKE =
            "SET c.worker = $worker, c.until = datetime.realtime('Z') + duration({minutes: 15})\n";

    private static final String ABANDONED = "MATCH (c:WhimbrelClaim {work: $version}) WHERE " + IS_FREE
            + "WITH c ORDER BY c.id LIMIT 1\n" + TAKE + "RETURN c.id AS id, c.after AS after, c.to AS to";

    private static final String SNAPSHOT = LOCK_WORK
            + "WITH w WHERE w.state = 'STARTED'\n"
            + "RETURN w.is_counted AS counted, w.high_water AS last, w.cursor AS cursor";

    private static final String CLAIM = WORK + """
            SET w.cursor = $to, w.claims = coalesce(w.claims, 0) + 1
            CREATE (c:WhimbrelClaim {work: $version, id: w.claims, to: $to})
            """ + TAKE + "SET c += $after RETURN c.id AS id";

    private static final String CHANGED = "MATCH (c:WhimbrelQueue {work: $version}) WHERE c.key IS NOT NULL AND "
            + IS_FREE + "WITH c LIMIT $batch\n" + TAKE + "RETURN c.key AS key";

    private static final String LEFT = "RETURN COUNT { MATCH (:WhimbrelClaim {work: $version}) }"
            + " + COUNT { MATCH (:WhimbrelQueue {work: $version}) } AS n";

    private static final String FREE = """
            MATCH (c:WhimbrelClaim|WhimbrelQueue {work: $version}) WHERE c.worker = $worker
            REMOVE c.worker
            """;

    private final WorkGraph graph;
    private final NodeWork work;
    private final NodeScan scan;
    private final Map<String, Object> ours;

    /** @param worker its name, which it holds while it lives */
    NodeClaims(WorkGraph graph, NodeWork work, String worker) {
        this.graph = graph;
        this.work = work;
        this.scan = new NodeScan(graph, work);
        this.ours = Map.of("version", work.version(), "worker", worker);
    }

    private Map<String, Object> ours(Map<String, Object> more) {
        return Parameters.both(ours, more);
    }

    Optional<Page> next() {
        Optional<Claim> claim = graph.write(this::ofSnapshot);
        if (claim.isPresent()) {
            return claim.map(this::read);
        }
        return work.vectors().isEmpty() ? Optional.empty() : changed();
    }

    private record Claim(long id, KeyRange range) {}

    private Optional<Claim> ofSnapshot(Transaction transaction) {
        Optional<Record> snapshot = first(transaction, SNAPSHOT, ours);
        Optional<Claim> abandoned = first(transaction, ABANDONED, ours)
                .map(row -> new Claim(
                        row.get("id").asLong(),
                        new KeyRange(key(row.get("after")), key(row.get("to")).orElseThrow())));
        return abandoned.isPresent() ? abandoned : snapshot.flatMap(row -> advance(transaction, row));
    }

    private static Optional<Record> first(Transaction transaction, String cypher, Map<String, Object> parameters) {
        return transaction.run(cypher, parameters).list().stream().findFirst();
    }

    private static Optional<String> key(Value value) {
        return value.isNull() ? Optional.empty() : Optional.of(NodeKey.of(value).toString());
    }

    private Optional<Claim> advance(Transaction transaction, Record snapshot) {
        Optional<String> last =
                snapshot.get("counted").asBoolean(false) ? key(snapshot.get("last")) : begin(transaction);
        Optional<String> cursor = key(snapshot.get("cursor"));
        return last.flatMap(to -> claim(transaction, new KeyRange(cursor, to)));
    }

    /** The snapshot ends at what is the last key now; what comes after is found by the {@link NodeSweep}. */
    private Optional<String> begin(Transaction transaction) {
        Nodes nodes = work.nodes();
        Optional<NodeKey> last =
                first(transaction, nodes.edge("DESC"), Map.of()).map(row -> NodeKey.of(row.get("key")));
        first(transaction, WORK + "SET w.is_counted = true, w.rows_total = 0", ours);
        last.ifPresent(to -> transaction
                .run(
                        nodes.match() + "WHERE " + nodes.keyProperty() + " <= $to AND " + nodes.takesPart()
                                + "\nWITH count(*) AS total\n" + WORK
                                + "SET w.high_water = $to, w.rows_total = total",
                        ours(Map.of("to", to.value())))
                .consume());
        return last.map(NodeKey::toString);
    }

    private Optional<Claim> claim(Transaction transaction, KeyRange rest) {
        Value end = transaction
                .run(
                        work.nodes().nextPage(rest),
                        Parameters.both(Nodes.parameters(rest), Map.of("batch", work.batch())))
                .single()
                .get("end");
        if (end.isNull()) {
            return Optional.empty();
        }
        Map<String, Object> after = rest.after()
                .map(key -> Map.of("after", NodeKey.parse(key).value()))
                .orElse(Map.of());
        NodeKey to = NodeKey.of(end);
        long id = transaction
                .run(CLAIM, ours(Map.of("to", to.value(), "after", after)))
                .single()
                .get("id")
                .asLong();
        return Optional.of(new Claim(id, new KeyRange(rest.after(), to.toString())));
    }

    private Page read(Claim claim) {
        if (work.vectors().isEmpty()) {
            return new Page(claim.id(), Optional.of(claim.range()), List.of(), 0, 0);
        }
        List<SeenNode> seen = scan.between(claim.range());
        List<Row> stale = stale(seen);
        int empty = (int) seen.stream().filter(SeenNode::isEmpty).count();
        return new Page(claim.id(), Optional.of(claim.range()), stale, seen.size() - empty - stale.size(), empty);
    }

    private static List<Row> stale(List<SeenNode> seen) {
        return seen.stream().filter(SeenNode::isStale).map(SeenNode::toRow).toList();
    }

    /** Nodes that need nothing any more, because they are gone, empty or current, are struck off at once. */
    private Optional<Page> changed() {
        List<NodeKey> keys = graph.write(transaction -> {
            transaction.run(LOCK_WORK, ours).consume();
            return transaction
                    .run(CHANGED, ours(Map.of("batch", work.batch())))
                    .list(row -> NodeKey.of(row.get("key")));
        });
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        List<Row> stale = stale(scan.of(keys));
        List<String> wanted = stale.stream().map(Row::key).toList();
        List<NodeKey> settled =
                keys.stream().filter(key -> !wanted.contains(key.toString())).toList();
        graph.write(transaction -> strikeOff(transaction, ours, settled));
        return Optional.of(new Page(0, Optional.empty(), stale, 0, 0));
    }

    /** Strike off notes of changes that are this worker's. {@return which they were} */
    static List<String> strikeOff(Transaction transaction, Map<String, Object> ours, List<NodeKey> keys) {
        Map<String, Object> parameters = Parameters.both(
                ours, Map.of("keys", keys.stream().map(NodeKey::value).toList()));
        return transaction.run("""
                        UNWIND $keys AS key
                        MATCH (c:WhimbrelQueue {work: $version, key: key})
                        REMOVE c.whimbrel_lock
                        WITH c, key WHERE c.worker = $worker
                        DELETE c
                        RETURN key
                        """, parameters).list(row -> NodeKey.of(row.get("key"))
                .toString());
    }

    long total() {
        return number(WORK + "RETURN w.rows_total AS n");
    }

    boolean isDrained() {
        return number(LEFT) == 0;
    }

    private long number(String cypher) {
        return graph.first(cypher, ours).map(row -> row.get("n").asLong(0)).orElse(0L);
    }

    /** Let others have what this worker has in hand. */
    void free() {
        graph.write(transaction -> transaction.run(FREE, ours).consume());
    }
}
