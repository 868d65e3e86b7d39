package dev.whimbrel.neo4j.work;

import java.util.Arrays;

/** How near the nearest vectors are to one of them, as seen so far. Not thread-safe. */
final class Nearness {

    private final float[] question;
    private final boolean isCosine;
    private final double length;
    /** The lowest first. */
    private final double[] nearest;

    private int seen;

    Nearness(float[] question, boolean isCosine, int count) {
        this.question = question;
        this.isCosine = isCosine;
        this.length = length(question);
        this.nearest = new double[count];
        Arrays.fill(nearest, Double.NEGATIVE_INFINITY);
    }

    static double length(float[] vector) {
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        return Math.sqrt(square);
    }

    /** {@return how near a vector is} More is nearer. */
    double of(float[] vector, double itsLength) {
        double sum = 0;
        for (int i = 0; i < question.length; i++) {
            double difference = question[i] - vector[i];
            sum += isCosine ? question[i] * vector[i] : -difference * difference;
        }
        return isCosine ? sum / length / itsLength : sum;
    }

    void see(float[] vector, double itsLength) {
        seen++;
        double near = of(vector, itsLength);
        int place = 0;
        while (place < nearest.length && nearest[place] < near) {
            if (place > 0) {
                nearest[place - 1] = nearest[place];
            }
            nearest[place] = near;
            place++;
        }
    }

    /** {@return how many of the nearest there are} */
    int count() {
        return Math.min(seen, nearest.length);
    }

    /** {@return how near the farthest of the nearest is} */
    double farthest() {
        return nearest[nearest.length - count()];
    }
}
