package dev.whimbrel.benchmarks.embedding;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** How near two models' vectors of the same texts are. */
record Cosines(double mean, double least) {

    static Cosines of(List<float[]> some, List<float[]> others) {
        DoubleSummaryStatistics cosines = IntStream.range(0, some.size())
                .mapToDouble(i -> cosine(some.get(i), others.get(i)))
                .summaryStatistics();
        return new Cosines(cosines.getAverage(), cosines.getMin());
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }
}
