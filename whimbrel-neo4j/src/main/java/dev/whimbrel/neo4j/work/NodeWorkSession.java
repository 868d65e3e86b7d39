package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.WorkSession;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;

/** A worker on a graph. */
final class NodeWorkSession implements WorkSession {

    private final WorkerLease lease;
    private final NodeClaims claims;
    private final PageWriter writer;
    private final Function<Neo4jException, RuntimeException> refusal;

    /** @param refusal what is thrown where the database refuses */
    NodeWorkSession(WorkGraph graph, NodeWork work, Function<Neo4jException, RuntimeException> refusal) {
        this.lease = WorkerLease.take(graph);
        this.claims = new NodeClaims(graph, work, lease.worker());
        this.writer = new PageWriter(graph, work, lease.worker());
        this.refusal = refusal;
    }

    @Override
    public Optional<Page> claim() {
        return attempt(claims::next);
    }

    @Override
    public long total() {
        return attempt(claims::total);
    }

    @Override
    public boolean isDrained() {
        return attempt(claims::isDrained);
    }

    @Override
    public long complete(EmbeddedPage page) {
        return attempt(() -> writer.write(page));
    }

    /** A worker has one page in hand. */
    @Override
    public void giveBack(Page page) {
        attempt(() -> {
            claims.free();
            return true;
        });
    }

    @Override
    public Optional<String> pressure() {
        return Optional.empty();
    }

    @Override
    public void close() {
        attempt(() -> {
            lease.close();
            return true;
        });
    }

    private <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (Neo4jException e) {
            throw refusal.apply(e);
        }
    }
}
