package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/** Long work on one graph. Every method throws {@link Neo4jException} if the database cannot be reached or refuses. */
public record GraphWork(WorkGraph graph) {

    /** What enters a work into the registry, in the transaction that writes the history. */
    public interface Beginning {
        void in(Transaction transaction);
    }

    /**
     * {@return what begins the work}
     *
     * @throws MigrationFailedException if it cannot be done on these nodes
     */
    public Beginning beginning(Migration migration, Optional<Profile> profile) {
        finishRemovals();
        new WorkRegistry(graph).create();
        NodeExpansion expansion = new NodeExpansion(graph, migration, profile);
        Map<String, Object> facts = expansion.facts();
        return transaction -> expansion.register(transaction, facts);
    }

    /** Forget the work, in the transaction that writes the history; {@link #finishRemovals} removes what it has made. */
    public static void revert(Transaction transaction, Migration migration) {
        NodeRemoval.revert(transaction, WorkRegistry.version(migration));
    }

    /** Remove what works have made that are reverted or contracted. */
    public void finishRemovals() {
        new NodeRemoval(graph).finish();
    }

    public List<WorkStatus> works() {
        return new WorkRegistry(graph).statuses();
    }

    public TableSurvey survey(Migration migration, Optional<Profile> profile) {
        Optional<WorkStatus> begun = works().stream()
                .filter(work -> MigrationId.of(work.version()).equals(migration.id()))
                .findFirst();
        try {
            return new NodeSurvey(graph, migration, begun).survey(profile);
        } catch (MigrationFailedException e) {
            return TableSurvey.refused(Map.of(), e.problems());
        }
    }

    /** @param refusal what the session throws where the database refuses */
    public WorkSession open(Migration migration, Function<Neo4jException, RuntimeException> refusal) {
        return new NodeWorkSession(graph, require(migration), refusal);
    }

    private NodeWork require(Migration migration) {
        return new WorkRegistry(graph).require(migration);
    }

    public long sweep(Migration migration) {
        NodeWork work = require(migration);
        return work.vectors().isEmpty() ? 0 : new NodeSweep(graph, work).run();
    }

    public boolean lacksIndex(Migration migration) {
        return migration.work().orElseThrow() instanceof EmbeddingWork embedding
                && embedding.index().isPresent()
                && new VectorIndexes(graph)
                        .of(require(migration))
                        .filter(index -> !index.hasFailed())
                        .isEmpty();
    }

    public void buildIndex(Migration migration, Consumer<String> progress) {
        if (migration.work().orElseThrow() instanceof EmbeddingWork embedding) {
            embedding.index().ifPresent(index -> new VectorIndexBuild(graph, migration, require(migration), index)
                    .run(progress));
        }
    }

    public GateReport gate(Migration migration) {
        return migration.work().orElseThrow() instanceof EmbeddingWork embedding
                ? new NodeGate(graph, require(migration)).measure(embedding)
                : GateReport.NONE;
    }

    /** Enter the work as complete, in the transaction that writes the history. */
    public static void complete(Transaction transaction, Migration migration) {
        NodeReaders.complete(transaction, WorkRegistry.require(transaction, WorkRegistry.version(migration)));
    }

    public Problems switchTo(Migration migration) {
        return graph.write(transaction -> NodeReaders.switchTo(transaction, WorkRegistry.version(migration)));
    }

    public Problems switchBack(String name) {
        return graph.write(transaction -> NodeReaders.switchBack(transaction, name));
    }

    public Problems contract(Migration migration) {
        Problems problems =
                graph.write(transaction -> NodeRemoval.contract(transaction, WorkRegistry.version(migration)));
        finishRemovals();
        return problems;
    }
}
