package dev.whimbrel.testkit.model;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.Metric;
import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model for tests: the letters of a text decide its vector, the same text always the same one, so that a test can tell
 * which text a stored vector is of. It counts how many texts it was asked for. A text that says {@code poison} is refused.
 */
public final class LetterModel implements EmbeddingModel {

    /** Texts embedded in this process, by all models of this kind. */
    public static final AtomicLong TEXTS = new AtomicLong();

    private final int dimension;
    private final ModelSettings settings;

    LetterModel(int dimension, ModelSettings settings) {
        this.dimension = dimension;
        this.settings = settings;
    }

    /** {@return the vector of a text} */
    public static float[] vector(String text, int dimension) {
        float[] vector = new float[dimension];
        vector[0] = 1;
        for (int i = 0; i < text.length(); i++) {
            vector[(text.charAt(i) * 31 + i) % dimension] += 1;
        }
        double norm = 0;
        for (float number : vector) {
            norm += number * number;
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(norm));
        }
        return vector;
    }

    @Override
    public Profile profile() {
        return new Profile(
                "test",
                settings.name(),
                "1",
                dimension,
                Prefixes.NONE,
                Pooling.MEAN,
                Normalisation.L2,
                1000,
                Metric.COSINE);
    }

    @Override
    public TokenCounter tokens() {
        return new TokenCounter() {
            @Override
            public int count(String text) {
                return text.length();
            }

            @Override
            public Precision precision() {
                return Precision.EXACT;
            }
        };
    }

    @Override
    public Limits limits() {
        return new Limits(1000, 1000, 1_000_000);
    }

    @Override
    public Optional<Price> price() {
        return settings.price().map(Price::new);
    }

    @Override
    public Embeddings embed(List<String> texts, Role role) {
        SortedMap<Integer, Problem> poison = new TreeMap<>();
        List<float[]> vectors = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).contains("poison")) {
                poison.put(i, new Problem(ErrorCode.TEXT_NOT_EMBEDDABLE, "a text", "it is poison", "leave it out"));
            }
            vectors.add(vector(texts.get(i), dimension));
            tokens += texts.get(i).length();
        }
        if (!poison.isEmpty()) {
            throw new PoisonTextException(poison);
        }
        TEXTS.addAndGet(texts.size());
        return new Embeddings(vectors, List.of(), tokens);
    }

    @Override
    public void close() {}
}
