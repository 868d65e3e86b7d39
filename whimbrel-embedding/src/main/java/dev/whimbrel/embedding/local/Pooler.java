package dev.whimbrel.embedding.local;

import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import java.nio.FloatBuffer;

/**
 * Makes one vector of those of a text's tokens.
 *
 * @param pooling mean or first token
 * @param width the numbers the model gives for a token
 * @param dimension how many of them, from the first on, are kept; the length is set right after the cut
 * @param normalisation what is done to the length
 */
record Pooler(Pooling pooling, int width, int dimension, Normalisation normalisation) {

    /**
     * {@return the vector of one text}
     *
     * @param tokens the vectors of all tokens of a batch, one behind the other
     * @param first where the text's first token begins
     * @param length the text's own tokens; what follows them is padding
     */
    float[] pool(FloatBuffer tokens, int first, int length) {
        double[] sum = new double[dimension];
        int counted = pooling == Pooling.CLS ? 1 : length;
        for (int token = 0; token < counted; token++) {
            int start = first + token * width;
            for (int i = 0; i < dimension; i++) {
                sum[i] += tokens.get(start + i);
            }
        }
        double divisor = normalisation == Normalisation.L2 ? length(sum) : counted;
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (divisor == 0 ? 0 : sum[i] / divisor);
        }
        return vector;
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double number : vector) {
            squares += number * number;
        }
        return Math.sqrt(squares);
    }
}
