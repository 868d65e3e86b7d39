package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.SwitchRefusals;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.error.Problems;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Transaction;

/**
 * Points readers at vectors: the one node {@code :WhimbrelReader} of a name says which property, which index, which model.
 * Whoever reads it in the statement that searches never mixes. All in the caller's transaction.
 */
final class NodeReaders {

    /** Who switches the same name at the same time waits here. */
    private static final String LOCK = "MATCH (w:WhimbrelWork {name: $name}) REMOVE w.whimbrel_lock";

    private static final String ACTIVATE = """
            MATCH (w:WhimbrelWork {name: $name}) WHERE w.active OR w.version = $version
            SET w.active = (w.version = $version),
                w.activated_at = CASE WHEN w.active THEN datetime.realtime('Z') ELSE w.activated_at END
            WITH w WHERE w.active
            MATCH (p:WhimbrelProfile {hash: w.profile})
            MERGE (r:WhimbrelReader {name: w.name})
            SET r = {name: w.name, version: w.version, label: w.label, key: w.key, property: w.property, index: w.index,
                similarity: w.similarity, model: p.model, profile: p.hash, dimension: p.dimension,
                query_prefix: p.query_prefix}
            """;

    private static final String COMPLETE = """
            MATCH (w:WhimbrelWork {version: $version})
            SET w.state = 'READY', w.finished_at = datetime.realtime('Z')
            """;

    private static final String LAST_IN_USE = "w.name = $name AND w.state = 'READY' AND NOT w.active";

    private NodeReaders() {}

    private static void lock(Transaction transaction, String name) {
        transaction.run(LOCK, Map.of("name", name)).consume();
    }

    private static void activate(Transaction transaction, NodeWork work) {
        transaction
                .run(ACTIVATE, Map.of("name", work.name(), "version", work.version()))
                .consume();
    }

    /** Enter a work as complete; the first of its name is what readers are pointed at. */
    static void complete(Transaction transaction, NodeWork work) {
        lock(transaction, work.name());
        transaction.run(COMPLETE, work.parameters()).consume();
        boolean isFirst = WorkRegistry.first(transaction, "w.name = $name AND w.active", Map.of("name", work.name()))
                .isEmpty();
        if (work.vectors().isPresent() && isFirst) {
            activate(transaction, work);
        }
    }

    /** {@return what forbids it} */
    static Problems switchTo(Transaction transaction, String version) {
        NodeWork work = WorkRegistry.require(transaction, version);
        lock(transaction, work.name());
        Problems problems =
                SwitchRefusals.againstSwitching(version, work.vectors().isPresent(), work.state());
        if (problems.isEmpty()) {
            activate(transaction, work);
        }
        return problems;
    }

    /** Go back to the vectors that were in use last before the present ones. {@return what forbids it} */
    static Problems switchBack(Transaction transaction, String name) {
        lock(transaction, name);
        Optional<NodeWork> before = before(transaction, name, " AND w.activated_at IS NOT NULL");
        before.ifPresent(work -> activate(transaction, work));
        return before.isPresent() ? Problems.NONE : SwitchRefusals.noWayBack(name);
    }

    private static Optional<NodeWork> before(Transaction transaction, String name, String condition) {
        return WorkRegistry.first(
                transaction,
                LAST_IN_USE + condition + " WITH w ORDER BY coalesce(w.activated_at, w.begun_at) DESC LIMIT 1",
                Map.of("name", name));
    }

    /** Point readers of a name at other vectors than those that are removed, or at none if there are no others. */
    static void leave(Transaction transaction, NodeWork work) {
        if (!work.isActive()) {
            return;
        }
        Optional<NodeWork> other = before(transaction, work.name(), "");
        other.ifPresent(next -> activate(transaction, next));
        if (other.isEmpty()) {
            transaction
                    .run("MATCH (r:WhimbrelReader {name: $name}) DELETE r", Map.of("name", work.name()))
                    .consume();
        }
    }

    static Problems againstContracting(NodeWork work) {
        return SwitchRefusals.againstContracting(
                work.version(), work.vectors().isPresent(), work.state(), work.isActive());
    }

    /** {@return whether a name has vectors already} */
    static boolean isTaken(Transaction transaction, String name) {
        return WorkRegistry.first(
                        transaction,
                        "w.name = $name AND w.state <> '" + WorkState.CONTRACTED + "'",
                        Map.of("name", name))
                .isPresent();
    }
}
