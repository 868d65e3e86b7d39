package dev.whimbrel.embedding.server;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import java.util.function.UnaryOperator;

/** The model in this process, opened once for all tests that do not change it. */
public final class MiniLm {

    public static final String NAME = "all-MiniLM-L6-v2";

    private static final EmbeddingModel MODEL = open(settings -> settings);

    private MiniLm() {}

    public static EmbeddingModel model() {
        return MODEL;
    }

    public static EmbeddingModel open(UnaryOperator<ModelSettings> change) {
        return EmbeddingModels.open(change.apply(ModelSettings.of(NAME)));
    }

    /** {@return the inner product, which for vectors of length one is the cosine} */
    public static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
