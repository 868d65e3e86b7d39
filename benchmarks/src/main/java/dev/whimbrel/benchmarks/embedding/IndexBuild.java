package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.benchmarks.embedding.Comparison.Line;
import dev.whimbrel.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Builds an HNSW index with the settings that Whimbrel chooses, and with the server's own. */
record IndexBuild(PostgresServer server, Path work, Amounts amounts) {

    private static final int DIMENSION = 768;
    private static final long BETWEEN_LOOKS = 5_000_000;
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
                            + " 64 MB, shared_buffers 128 MB). Whimbrel's is seen in pg_stat_activity every 5 ms.",
                    "seconds",
                    List.of(new Line("the server's settings", own), new Line("Whimbrel's choice", chosen)),
                    List.of());
        }
    }

    private static double watched(Chunks chunks) {
        AtomicBoolean isOver = new AtomicBoolean();
        double[] longest = {0};
        Thread watch = new Thread(() -> {
            while (!isOver.get()) {
                chunks.database()
                        .query(RUNS)
                        .forEach(row ->
                                longest[0] = Math.max(longest[0], Double.parseDouble(String.valueOf(row.get(0)))));
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        });
        watch.start();
        try {
            chunks.backfill(BackfillListener.NONE);
        } finally {
            isOver.set(true);
        }
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return longest[0];
    }
}
