package dev.whimbrel.embedding;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Single texts cannot be embedded, now or later; leave them out, and the others go through. */
public final class PoisonTextException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    private final transient SortedMap<Integer, Problem> byIndex;

    /** @param byIndex what is wrong with each of these texts, by its index among those that were to be embedded */
    public PoisonTextException(SortedMap<Integer, Problem> byIndex) {
        super(Problems.of(List.copyOf(byIndex.values())), null);
        if (byIndex.isEmpty()) {
            throw new IllegalArgumentException("no text is named");
        }
        this.byIndex = new TreeMap<>(byIndex);
    }

    /** {@return what is wrong with each of these texts, by its index; never empty, and perhaps not all of them} */
    public SortedMap<Integer, Problem> byIndex() {
        return new TreeMap<>(byIndex);
    }
}
