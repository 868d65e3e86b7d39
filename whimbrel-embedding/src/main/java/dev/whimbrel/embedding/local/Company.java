package dev.whimbrel.embedding.local;

import java.util.List;

/**
 * Finds out whether a model may be given several texts at once. One that was quantised sets the range of its numbers anew for
 * each run, by all that is in it, so a text's vector would depend on its company; such a model gets each text alone.
 */
final class Company {

    private static final int MOST_TEXTS = 32;
    private static final String TEXT = "a whimbrel";
    private static final String OTHER = "The storm answers under thirty days.";

    /** Runs of different shape differ by rounding, some 1e-7; where it is the company, by some 1e-2. */
    private static final double SAME = 0.9999;

    private Company() {}

    /** {@return how many texts may be computed together} */
    static int mostTexts(OnnxModel model, Tokenizer tokenizer, Pooler pooler) {
        TokenizedText text = tokenizer.tokenize(TEXT);
        float[] alone = model.run(List.of(text), pooler).get(0);
        float[] together =
                model.run(List.of(text, tokenizer.tokenize(OTHER)), pooler).get(0);
        return cosine(alone, together) < SAME ? 1 : MOST_TEXTS;
    }

    private static double cosine(float[] one, float[] other) {
        return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
