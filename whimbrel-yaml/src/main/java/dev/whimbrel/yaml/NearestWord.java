package dev.whimbrel.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
public final class NearestWord {

    private static final int LARGEST_SLIP = 3;

    private NearestWord() {}

    /** {@return the known word that differs least, if it differs little} */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, word)))
                .filter(candidate -> distance(candidate, word) <= Math.min(LARGEST_SLIP, (word.length() + 1) / 2));
    }

    /** Levenshtein's distance: how many letters to add, drop or change. */
    public static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
