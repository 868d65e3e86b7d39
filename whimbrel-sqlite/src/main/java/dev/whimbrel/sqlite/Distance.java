package dev.whimbrel.sqlite;

import java.util.Locale;

/** What near means: the less, the nearer. */
enum Distance {
    COSINE {
        @Override
        double between(float[] a, float[] b) {
            double lengths = Math.sqrt(dot(a, a) * dot(b, b));
            return lengths == 0 ? Double.NaN : 1 - dot(a, b) / lengths;
        }
    },
    L2 {
        @Override
        double between(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                double difference = (double) a[i] - b[i];
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }
    },
    INNER_PRODUCT {
        @Override
        double between(float[] a, float[] b) {
            return -dot(a, b);
        }
    };

    /** {@return the distance between two vectors of the same dimension; not a number if there is none} */
    abstract double between(float[] a, float[] b);

    /** {@return what a registry calls so} */
    static Distance named(String metric) {
        return valueOf(metric.toUpperCase(Locale.ROOT));
    }

    static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
