package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All there is to compare about embeddings, in this process and on the server of the other benchmarks. */
public final class Embeddings {

    private Embeddings() {}

    /** @param talk hears what is begun, and how long it took */
    public static List<Comparison> measure(PostgresServer server, Path work, Amounts amounts, Consumer<String> talk) {
        List<Supplier<Comparison>> all = List.of(
                () -> new VectorWriting(server, work, amounts).compare(),
                () -> new LocalModels(amounts).compare(),
                () -> new IndexBuild(server, work, amounts).compare(),
                () -> new HeapOfBackfill(server, work, amounts).compare());
        List<Comparison> comparisons = new ArrayList<>();
        for (Supplier<Comparison> each : all) {
            long start = System.nanoTime();
            Comparison comparison = each.get();
            talk.accept(comparison.title() + "\n  took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
            comparisons.add(comparison);
        }
        return comparisons;
    }
}
