package dev.whimbrel.embedding.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides texts for the model: texts of like length go together, so that little of a batch is padding, and a batch is so
 * large that its tokens, padding included, keep within a budget. The longest come first: if memory does not suffice, that
 * shows at once.
 */
final class Batches {

    private final int mostTexts;
    private final int mostTokens;

    Batches(int mostTexts, int mostTokens) {
        this.mostTexts = mostTexts;
        this.mostTokens = mostTokens;
    }

    /** {@return the indexes of the texts, batch by batch; each index once} */
    List<List<Integer>> of(List<TokenizedText> texts) {
        List<Integer> longestFirst = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparing(index -> -texts.get(index).length()))
                .toList();
        List<List<Integer>> batches = new ArrayList<>();
        int next = 0;
        while (next < longestFirst.size()) {
            int longest = texts.get(longestFirst.get(next)).length();
            int size = Math.max(1, Math.min(mostTexts, mostTokens / Math.max(1, longest)));
            int end = Math.min(longestFirst.size(), next + size);
            batches.add(longestFirst.subList(next, end));
            next = end;
        }
        return batches;
    }
}
