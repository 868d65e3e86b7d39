package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.Metric;
import dev.whimbrel.embedding.Pooling;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.embedding.TokenCounter;
import dev.whimbrel.embedding.http.Protocol.TooLong;
import dev.whimbrel.embedding.http.ProviderError.Kind;
import dev.whimbrel.embedding.known.ModelFacts;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.work.Crew;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts models behind HTTP together. */
public final class HttpModels {

    private static final String PROBE = "whimbrel";

    private HttpModels() {}

    /**
     * {@return the model; where its dimension is not known, one short text is embedded to see it. Nothing else is asked, and no
     * key missed, before the first text}
     *
     * @param provider for the profile
     * @param limits of the provider; the user's smaller ones count
     */
    public static EmbeddingModel open(
            String provider,
            ModelSettings settings,
            ModelFacts facts,
            String revision,
            Limits limits,
            Connection connection,
            Protocol protocol,
            String remedyForUnknownModel) {
        EndpointSettings endpoint = settings.endpoint();
        Failures failures = new Failures(facts.name(), facts.model(), connection.base(), remedyForUnknownModel);
        Pace pace = new Pace(endpoint.concurrency());
        Delivery delivery = new Delivery(connection, protocol, pace, endpoint.patience(), failures);
        Profile profile = new Profile(
                provider,
                facts.model(),
                revision,
                facts.dimension().orElseGet(() -> {
                    connection.requireKeyFor(facts.name(), "dimension");
                    return probe(delivery, failures);
                }),
                facts.prefixes(),
                Pooling.PROVIDER,
                facts.normalisation(),
                limits.tokensPerText(),
                Metric.COSINE);
        AtomicInteger mostTexts = new AtomicInteger(endpoint.textsPerRequest().orElse(limits.textsPerRequest()));
        TokenCounter counter =
                facts.countedBy().<TokenCounter>map(OpenAiTokens::new).orElseGet(EstimatedTokens::new);
        return new HttpModel(
                profile,
                new Limits(
                        limits.tokensPerText(),
                        mostTexts.get(),
                        endpoint.tokensPerRequest().orElse(limits.tokensPerRequest())),
                facts.price(),
                counter,
                settings.overlong(),
                new Bisection(delivery, protocol, profile, settings.overlong(), failures, mostTexts),
                mostTexts,
                new Crew(endpoint.concurrency()));
    }

    private static int probe(Delivery delivery, Failures failures) {
        try {
            List<float[]> vectors =
                    delivery.deliver(List.of(PROBE), TooLong.CUT, 1).vectors();
            if (vectors.size() != 1) {
                throw failures.wrongCount(1, vectors.size());
            }
            return vectors.get(0).length;
        } catch (TextsRefusedException e) {
            throw failures.of(e.error(), Kind.REFUSED, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while opening a model");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
