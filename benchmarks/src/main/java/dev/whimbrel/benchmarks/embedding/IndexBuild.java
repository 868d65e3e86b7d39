package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.benchmarks.embedding.Comparison.Line;
import dev.whimbrel.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Builds an HNSW index with the settings that Whimbrel chooses, and with the server's own. */
record IndexBuild(PostgresServer server, Path work, Amounts amounts) {

    private static final int DIMENSION = 768;
    private static final long BETWEEN_LOOKS = 20_000_000;
    private static final String RUNS =
            "SELECT extract(epoch FROM clock_timestamp() - query_start) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND state = 'active' AND query LIKE 'CREATE INDEX CONCURRENTLY%'";

    Comparison compare() {
        try (Chunks chunks = Chunks.of(server, work, amounts.indexed())) {
            chunks.begin(DIMENSION, 1000, "index: { method: hnsw }", "gate: { recall: 0, worst-recall: 0 }");
            double chosen = watched(chunks);
            chunks.database().execute("DROP INDEX vectors_embedding_hnsw", "CHECKPOINT");
            long start = System.nanoTime();
            chunks.database()
                    .execute("CREATE INDEX CONCURRENTLY own ON vectors USING hnsw (embedding vector_cosine_ops)");
            double own = (System.nanoTime() - start) / 1e9;
            return new Comparison(
                    "Build an HNSW index over %,d vectors of %d numbers".formatted(amounts.indexed(), DIMENSION),
                    "`CREATE INDEX CONCURRENTLY`, once each, on a server with the settings it comes with (maintenance_work_mem"
                            + " 64 MB, shared_buffers 128 MB). Whimbrel's is seen in pg_stat_activity every 20 ms.",
                    "seconds",
                    List.of(new Line("the server's settings", own), new Line("Whimbrel's choice", chosen)),
                    List.of());
        }
    }

    private static double watched(Chunks chunks) {
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Double> longest = CompletableFuture.supplyAsync(() -> longest(chunks, isOver));
        try {
            chunks.backfill(BackfillListener.NONE);
        } finally {
            isOver.set(true);
        }
        return longest.join();
    }

    private static double longest(Chunks chunks, AtomicBoolean isOver) {
        double longest = 0;
        try (Connection connection = chunks.database().connect();
                PreparedStatement runs = connection.prepareStatement(RUNS)) {
            while (!isOver.get()) {
                try (ResultSet row = runs.executeQuery()) {
                    longest = row.next() ? Math.max(longest, row.getDouble(1)) : longest;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return longest;
    }
}
