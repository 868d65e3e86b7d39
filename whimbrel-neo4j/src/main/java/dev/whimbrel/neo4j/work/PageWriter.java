package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.EmbeddedPage.DeadLetter;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.neo4j.work.NodeWork.Vectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Transaction;

/**
 * Ends pages: what was made of them, the claim's end and the progress in one transaction. What somebody else has taken over
 * meanwhile is not written.
 */
final class PageWriter {

    private static final String END_CLAIM = """
            MATCH (c:WhimbrelClaim {work: $version, id: $claim})
            REMOVE c.whimbrel_lock
            WITH c WHERE c.worker = $worker
            DELETE c
            RETURN count(*) AS n
            """;

    private static final String REVIVE = """
            UNWIND $rows AS row
            MATCH (d:WhimbrelDeadLetter {work: $version, key: row.key})
            DELETE d
            """;

    private static final String BURY = """
            UNWIND $dead AS dead
            MERGE (d:WhimbrelDeadLetter {work: $version, key: dead.key})
            SET d += dead, d.at = datetime.realtime('Z')
            """;

    /** Last, since all workers write this node. Every ten seconds it is seen how fast they are; after a pause, anew. */
    private static final String COUNT = """
            MATCH (w:WhimbrelWork {version: $version})
            REMOVE w.whimbrel_lock
            WITH w, datetime.realtime('Z') AS now
            SET w.rows_done = w.rows_done + $done, w.rows_skipped = w.rows_skipped + $skipped,
                w.tokens = w.tokens + $tokens, w.usd = w.usd + $usd
            WITH w, now, (now.epochMillis - w.rate_at.epochMillis) / 1000.0 AS age
            WITH w, now, coalesce(age < 10, false) AS fresh,
                CASE WHEN age < 10 THEN w.rate WHEN age < 60 THEN (w.rows_done - w.rate_rows) / age END AS rate
            SET w.rate = rate, w.rate_rows = CASE WHEN fresh THEN w.rate_rows ELSE w.rows_done END,
                w.rate_at = CASE WHEN fresh THEN w.rate_at ELSE now END
            """;

    private final WorkGraph graph;
    private final NodeWork work;
    private final Map<String, Object> ours;

    PageWriter(WorkGraph graph, NodeWork work, String worker) {
        this.graph = graph;
        this.work = work;
        this.ours = Map.of("version", work.version(), "worker", worker);
    }

    private Map<String, Object> ours(Map<String, Object> more) {
        return Parameters.both(ours, more);
    }

    /** {@return how many nodes were written} */
    long write(EmbeddedPage page) {
        boolean isNothing = page.page().range().isEmpty() && page.page().rows().isEmpty();
        return isNothing ? 0 : graph.write(transaction -> writeOnce(transaction, page));
    }

    private long writeOnce(Transaction transaction, EmbeddedPage page) {
        EmbeddedPage held = page.page().range().isPresent() ? page : stillOurs(transaction, page);
        boolean isTakenOver = page.page().range().isPresent()
                ? !endClaim(transaction, page.page())
                : held.rows().isEmpty() && held.dead().isEmpty();
        if (isTakenOver) {
            return 0;
        }
        long written = work.vectors().isPresent()
                ? embed(transaction, held, work.requireVectors())
                : update(transaction, page.page().range().orElseThrow());
        bury(transaction, held.dead());
        count(transaction, held, written);
        return written;
    }

    private boolean endClaim(Transaction transaction, Page page) {
        return transaction
                        .run(END_CLAIM, ours(Map.of("claim", page.claim())))
                        .single()
                        .get("n")
                        .asLong()
                == 1;
    }

    /** {@return the page without the nodes whose notes of change are not this worker's any more} */
    private EmbeddedPage stillOurs(Transaction transaction, EmbeddedPage page) {
        List<NodeKey> keys =
                page.page().rows().stream().map(row -> NodeKey.parse(row.key())).toList();
        Set<String> struckOff = new HashSet<>(NodeClaims.strikeOff(transaction, ours, keys));
        List<Row> rows = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < page.rows().size(); i++) {
            if (struckOff.contains(page.rows().get(i).key())) {
                rows.add(page.rows().get(i));
                vectors.add(page.vectors().get(i));
            }
        }
        List<DeadLetter> dead = page.dead().stream()
                .filter(letter -> struckOff.contains(letter.row().key()))
                .toList();
        return new EmbeddedPage(page.page(), rows, vectors, dead, page.cost());
    }

    private long update(Transaction transaction, KeyRange range) {
        Nodes nodes = work.nodes();
        return transaction
                .run(
                        nodes.match() + "WHERE " + nodes.between(range) + "\n" + Nodes.LOCK + "WITH n WHERE "
                                + nodes.takesPart() + "\nSET "
                                + work.assignments().orElseThrow()
                                + "\nRETURN count(*) AS n",
                        Nodes.parameters(range))
                .single()
                .get("n")
                .asLong();
    }

    /** A vector is written if its node has the text that it is of, while the node is locked. */
    private long embed(Transaction transaction, EmbeddedPage page, Vectors vectors) {
        if (page.rows().isEmpty()) {
            return 0;
        }
        Nodes nodes = work.nodes();
        Map<String, Object> parameters = ours(Map.of("rows", rows(page), "property", vectors.property()));
        transaction.run(REVIVE, parameters).consume();
        return transaction
                .run(
                        "UNWIND $rows AS row\n" + nodes.match() + "WHERE " + nodes.keyProperty() + " = row.key\n"
                                + Nodes.LOCK + "WITH n, row WHERE " + nodes.takesPart() + " AND " + nodes.textOf()
                                + " = row.text AND coalesce(" + vectors.hashProperty() + ", '') <> row.hash\nSET "
                                + vectors.hashProperty() + " = row.hash\nWITH n, row\n"
                                + "CALL db.create.setNodeVectorProperty(n, $property, row.vector)\n"
                                + "RETURN count(*) AS n",
                        parameters)
                .single()
                .get("n")
                .asLong();
    }

    private static List<Map<String, Object>> rows(EmbeddedPage page) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < page.rows().size(); i++) {
            Row row = page.rows().get(i);
            rows.add(Map.of(
                    "key", NodeKey.parse(row.key()).value(),
                    "text", row.text(),
                    "hash", row.hash(),
                    "vector", page.vectors().get(i)));
        }
        return rows;
    }

    private void bury(Transaction transaction, List<DeadLetter> dead) {
        if (dead.isEmpty()) {
            return;
        }
        List<Map<String, Object>> letters = dead.stream()
                .map(letter -> Map.<String, Object>of(
                        "key", NodeKey.parse(letter.row().key()).value(),
                        "source_hash", letter.row().hash(),
                        "code", letter.problem().code().code(),
                        "reason",
                                letter.problem().what() + ": "
                                        + letter.problem().why(),
                        "characters", letter.row().text().length(),
                        "tokens", letter.tokens()))
                .toList();
        transaction.run(BURY, ours(Map.of("dead", letters))).consume();
    }

    private void count(Transaction transaction, EmbeddedPage page, long written) {
        transaction
                .run(
                        COUNT,
                        ours(Map.of(
                                "done", written + page.page().settled(),
                                "skipped", page.page().skipped(),
                                "tokens", page.cost().tokens(),
                                "usd", page.cost().usd().doubleValue())))
                .consume();
    }
}
