package dev.whimbrel.backfill;

import dev.whimbrel.embedding.Cost;
import dev.whimbrel.error.Problem;
import java.util.List;

/**
 * What a model made of a page.
 *
 * @param rows those that have a vector, in any order
 * @param vectors one for each of {@code rows}
 * @param dead those that can have none
 * @param cost what it took
 */
public record EmbeddedPage(Page page, List<Row> rows, List<float[]> vectors, List<DeadLetter> dead, Cost cost) {

    public EmbeddedPage {
        rows = List.copyOf(rows);
        vectors = List.copyOf(vectors);
        dead = List.copyOf(dead);
    }

    /** {@return a page in which there was nothing to embed} */
    public static EmbeddedPage empty(Page page) {
        return new EmbeddedPage(page, List.of(), List.of(), List.of(), Cost.NONE);
    }

    /**
     * A row whose text cannot be embedded.
     *
     * @param problem why
     * @param tokens how many the text has
     */
    public record DeadLetter(Row row, Problem problem, int tokens) {}
}
