package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.embedding.check.TextProblems;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.error.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Texts as they go to a provider: with prefix, cut where that is wished and can be done here, and counted.
 *
 * @param texts in the order of the caller's
 * @param tokens of each of them, by which requests are divided; never fewer than the provider may estimate
 * @param counted all tokens, without that caution
 * @param truncated the indexes of those that were cut
 */
record PreparedTexts(List<String> texts, List<Integer> tokens, long counted, SortedSet<Integer> truncated) {

    /**
     * {@return the texts}
     *
     * @throws PoisonTextException naming all that cannot be embedded, as far as can be told here
     */
    static PreparedTexts of(List<String> texts, Role role, Profile profile, TokenCounter counter, Overlong overlong) {
        EstimatedTokens estimate = new EstimatedTokens();
        List<String> prepared = new ArrayList<>(texts.size());
        List<Integer> tokens = new ArrayList<>(texts.size());
        SortedSet<Integer> truncated = new TreeSet<>();
        SortedMap<Integer, Problem> poison = new TreeMap<>();
        long counted = 0;
        for (int i = 0; i < texts.size(); i++) {
            String text = encodable(profile.prefixes().before(texts.get(i), role));
            int count = counter.count(text);
            if (texts.get(i).isBlank()) {
                poison.put(i, TextProblems.blank());
            } else if (count > profile.maxTokens() && counter instanceof OpenAiTokens exact) {
                if (overlong == Overlong.REFUSE) {
                    poison.put(i, TextProblems.tooLong(profile, count));
                }
                text = exact.cut(text, profile.maxTokens());
                count = Math.min(count, profile.maxTokens());
                truncated.add(i);
            }
            prepared.add(text);
            tokens.add(Math.max(count, estimate.count(text)));
            counted += count;
        }
        if (!poison.isEmpty()) {
            throw new PoisonTextException(poison);
        }
        return new PreparedTexts(prepared, tokens, counted, truncated);
    }

    /** Half a surrogate pair cannot be written in UTF-8; it becomes a question mark. */
    private static String encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** {@return where requests begin and end, so that each keeps within these limits} */
    List<Range> divide(int mostTexts, int mostTokens) {
        List<Range> ranges = new ArrayList<>();
        int from = 0;
        long sum = 0;
        for (int i = 0; i < texts.size(); i++) {
            boolean isFull = i - from >= mostTexts || sum + tokens.get(i) > mostTokens;
            if (isFull && i > from) {
                ranges.add(new Range(from, i));
                from = i;
                sum = 0;
            }
            sum += tokens.get(i);
        }
        if (from < texts.size()) {
            ranges.add(new Range(from, texts.size()));
        }
        return ranges;
    }

    List<String> texts(Range range) {
        return texts.subList(range.from(), range.to());
    }

    long tokens(Range range) {
        return tokens.subList(range.from(), range.to()).stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /**
     * Some texts in a row.
     *
     * @param from index of the first
     * @param to index behind the last
     */
    record Range(int from, int to) {

        int size() {
            return to - from;
        }

        Range firstHalf() {
            return new Range(from, from + size() / 2);
        }

        Range secondHalf() {
            return new Range(from + size() / 2, to);
        }
    }
}
