package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.embedding.check.VectorCheck;
import dev.whimbrel.embedding.http.Bisection.Outcome;
import dev.whimbrel.embedding.http.PreparedTexts.Range;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.embedding.work.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** A model behind HTTP: prepares texts, divides them into requests, sees them through, and checks what comes back. */
final class HttpModel implements EmbeddingModel {

    /** Providers round; only what differs by more than that is made 1. */
    private static final double ROUNDING = 1e-4;

    private final Profile profile;
    private final Limits limits;
    private final Optional<Price> price;
    private final TokenCounter counter;
    private final Overlong overlong;
    private final Bisection bisection;
    private final AtomicInteger mostTexts;
    private final Crew crew;

    HttpModel(
            Profile profile,
            Limits limits,
            Optional<Price> price,
            TokenCounter counter,
            Overlong overlong,
            Bisection bisection,
            AtomicInteger mostTexts,
            Crew crew) {
        this.profile = profile;
        this.limits = limits;
        this.price = price;
        this.counter = counter;
        this.overlong = overlong;
        this.bisection = bisection;
        this.mostTexts = mostTexts;
        this.crew = crew;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public TokenCounter tokens() {
        return counter;
    }

    @Override
    public Limits limits() {
        return new Limits(limits.tokensPerText(), mostTexts.get(), limits.tokensPerRequest());
    }

    @Override
    public Optional<Price> price() {
        return price;
    }

    @Override
    public Embeddings embed(List<String> texts, Role role) {
        PreparedTexts prepared = PreparedTexts.of(texts, role, profile, counter, overlong);
        List<Range> ranges = prepared.divide(mostTexts.get(), limits.tokensPerRequest());
        Outcome outcome = new Outcome();
        crew.work(ranges, range -> bisection.deliver(prepared, range, outcome));
        outcome.requireNoPoison();
        List<float[]> vectors = outcome.vectors();
        for (int i = 0; i < vectors.size(); i++) {
            int index = i;
            VectorCheck.of(vectors.get(i), profile).ifPresent(problem -> outcome.poison(index, problem));
        }
        outcome.requireNoPoison();
        TreeSet<Integer> truncated = new TreeSet<>(prepared.truncated());
        truncated.addAll(outcome.truncated());
        return new Embeddings(normalised(vectors), new ArrayList<>(truncated), outcome.tokens());
    }

    private List<float[]> normalised(List<float[]> vectors) {
        return profile.normalisation() == Normalisation.NONE
                ? vectors
                : vectors.stream().map(HttpModel::ofLengthOne).toList();
    }

    private static float[] ofLengthOne(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        double length = Math.sqrt(squares);
        if (Math.abs(length - 1) <= ROUNDING) {
            return vector;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    @Override
    public void close() {
        crew.close();
    }
}
