package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.benchmarks.embedding.Comparison.Demand;
import dev.whimbrel.benchmarks.embedding.Comparison.Line;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.server.PostgresServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** Looks at what a backfill keeps in memory, for a small table and a large one. */
record HeapOfBackfill(PostgresServer server, Path work, Amounts amounts) {

    private static final int DIMENSION = 8;
    private static final double MIB = 1024.0 * 1024;
    private static final int LOOKS = 10;

    Comparison compare() {
        Line few = line(amounts.fewRows());
        Line many = line(amounts.manyRows());
        return new Comparison(
                "Heap of a backfill",
                "Vectors of %d numbers, 1,000 rows a page. What is left after a garbage collection, at %d moments of the work; the largest of them."
                        .formatted(DIMENSION, LOOKS),
                "MiB",
                List.of(few, many),
                List.of(new Demand(few.name(), many.name(), 0.9)));
    }

    private Line line(int rows) {
        try (Chunks chunks = Chunks.of(server, work, rows)) {
            chunks.begin(DIMENSION, Math.min(1000, rows / LOOKS));
            double[] most = {0};
            chunks.backfill(new BackfillListener() {
                private long next;

                @Override
                public void progressed(Migration migration, Progress progress) {
                    if (progress.done() >= next) {
                        next = progress.done() + rows / LOOKS;
                        most[0] = Math.max(most[0], live());
                    }
                }
            });
            return new Line("%,d rows".formatted(rows), most[0] / MIB);
        }
    }

    private static double live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
