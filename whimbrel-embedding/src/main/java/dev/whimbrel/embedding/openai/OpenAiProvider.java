package dev.whimbrel.embedding.openai;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.http.Connection;
import dev.whimbrel.embedding.http.HttpModels;
import dev.whimbrel.embedding.known.KnownModels;
import dev.whimbrel.embedding.known.ModelFacts;
import dev.whimbrel.embedding.provider.ApiKey;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelProvider;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.net.URI;
import java.util.Optional;

/** OpenAI, and with a base URL all that speaks its protocol: vLLM, Text Embeddings Inference, LM Studio. */
public final class OpenAiProvider implements ModelProvider {

    /** The variable that OpenAI's own programs read the key from. */
    public static final String KEY_VARIABLE = "OPENAI_API_KEY";

    private static final String NAME = "openai";
    private static final URI OPENAI = URI.create("https://api.openai.com/v1");

    /** OpenAI takes 2048 texts and 300 000 tokens, which it estimates; less is as fast and loses less when it fails. */
    private static final int TEXTS = 512;

    private static final int TOKENS = 200_000;
    private static final int TOKENS_PER_TEXT = 8191;

    private final KnownModels known = KnownModels.bundled();

    @Override
    public boolean accepts(ModelSettings settings) {
        return known.facts(settings).provider().filter(NAME::equals).isPresent();
    }

    @Override
    public EmbeddingModel open(ModelSettings settings) {
        ModelFacts facts = known.facts(settings);
        EndpointSettings endpoint = settings.endpoint();
        if (endpoint.baseUrl().isEmpty() && endpoint.apiKey().isEmpty()) {
            endpoint = endpoint.withApiKey(new ApiKey.Missing(keyMissing(facts.name())));
        }
        requirePossibleDimension(facts);
        OpenAiProtocol protocol = new OpenAiProtocol(
                facts.model(),
                facts.reducible() && facts.isReduced() ? facts.dimension() : Optional.empty(),
                endpoint.encoding());
        return HttpModels.open(
                NAME,
                settings,
                facts,
                facts.revision().orElse(""),
                new Limits(facts.maxTokens().orElse(TOKENS_PER_TEXT), TEXTS, TOKENS),
                new Connection(endpoint.baseUrl().orElse(OPENAI), endpoint),
                protocol,
                "correct `model:`, or ask the endpoint for its models: GET /models");
    }

    private static Problem keyMissing(String name) {
        return new Problem(
                ErrorCode.MODEL_KEY_MISSING,
                "the model " + name + " needs a key, and none was given",
                "without it OpenAI computes nothing",
                "export " + KEY_VARIABLE + "=…, and write `models: { " + name + ": { provider: openai, api-key: \"${"
                        + KEY_VARIABLE + "}\" } }` into whimbrel.yaml");
    }

    private static void requirePossibleDimension(ModelFacts facts) {
        int wanted = facts.dimension().orElse(0);
        int possible = facts.nativeDimension().orElse(wanted);
        if (wanted > possible || (wanted < possible && !facts.reducible())) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    "models." + facts.name() + ".dimension is " + wanted + ", and the model gives " + possible,
                    wanted > possible
                            ? "a model cannot give more numbers than it has"
                            : facts.model() + " cannot be asked for fewer numbers",
                    "write `dimension: " + possible + "`, or leave it out"));
        }
    }
}
