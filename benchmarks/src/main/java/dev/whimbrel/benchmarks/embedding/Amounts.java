package dev.whimbrel.benchmarks.embedding;

/**
 * How much of everything.
 *
 * @param rounds how often each way is gone
 * @param rows that get a vector
 * @param texts that a model embeds
 * @param indexed vectors under an index
 * @param fewRows of the small table whose heap is compared with that of the large one
 * @param manyRows of the large one
 */
public record Amounts(int rounds, int rows, int texts, int indexed, int fewRows, int manyRows) {

    /** What is published. */
    public static final Amounts FULL = new Amounts(3, 20_000, 600, 30_000, 10_000, 1_000_000);

    /** Enough that nothing of it can rot. */
    public static final Amounts SHORT = new Amounts(1, 200, 8, 200, 100, 1000);
}
