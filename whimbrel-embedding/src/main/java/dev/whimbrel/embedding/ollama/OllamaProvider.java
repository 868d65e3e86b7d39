package dev.whimbrel.embedding.ollama;

import com.fasterxml.jackson.core.JsonToken;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Limits;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.embedding.http.Connection;
import dev.whimbrel.embedding.http.HttpModels;
import dev.whimbrel.embedding.http.Json;
import dev.whimbrel.embedding.known.KnownModels;
import dev.whimbrel.embedding.known.ModelFacts;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.embedding.provider.ModelProvider;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Models of a running Ollama. */
public final class OllamaProvider implements ModelProvider {

    private static final String NAME = "ollama";
    private static final URI USUAL = URI.create("http://localhost:11434");

    /** More together was slower where it was measured. */
    private static final int TEXTS = 32;

    private static final int TOKENS = 65_536;

    private final KnownModels known = KnownModels.bundled();

    @Override
    public boolean accepts(ModelSettings settings) {
        return known.facts(settings).provider().filter(NAME::equals).isPresent();
    }

    @Override
    public EmbeddingModel open(ModelSettings settings) {
        ModelFacts facts = known.facts(settings);
        EndpointSettings endpoint = settings.endpoint();
        int maxTokens = facts.require(facts.maxTokens(), "max-tokens", "512");
        Connection connection = new Connection(endpoint.baseUrl().orElse(USUAL), endpoint);
        String revision = facts.revision().orElseGet(() -> digest(connection, endpoint, facts));
        return HttpModels.open(
                NAME,
                settings,
                facts,
                revision,
                new Limits(maxTokens, TEXTS, TOKENS),
                connection,
                new OllamaProtocol(
                        facts.model(),
                        facts.reducible() && facts.isReduced() ? facts.dimension() : Optional.empty(),
                        maxTokens),
                "pull it: `ollama pull " + facts.model() + "`, or correct `model:`");
    }

    /** {@return what Ollama calls the digest of a model: it changes with the model's weights} */
    private static String digest(Connection connection, EndpointSettings endpoint, ModelFacts facts) {
        connection.requireKeyFor(facts.name(), "revision");
        URI base = endpoint.baseUrl().orElse(USUAL);
        Map<String, String> digests = new HashMap<>();
        try {
            Json.read(connection.get("/api/tags").body(), (key, json) -> {
                if (key.equals("models")) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        Map<String, String> model = new HashMap<>();
                        Json.readObject(json, (part, value) -> model.put(part, value.getText()));
                        digests.put(model.getOrDefault("name", ""), model.getOrDefault("digest", ""));
                    }
                }
            });
        } catch (IOException e) {
            throw new UnavailableException(
                    new Problem(
                            ErrorCode.MODEL_UNREACHABLE,
                            "Ollama at " + base + " cannot be reached",
                            String.valueOf(e.getMessage()),
                            "start it: `ollama serve`, or correct base-url of model " + facts.name()
                                    + "; to do without it before texts are embedded, say the model's revision"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while opening a model");
            cancelled.initCause(e);
            throw cancelled;
        }
        String name = facts.model().contains(":") ? facts.model() : facts.model() + ":latest";
        return Optional.ofNullable(digests.get(name))
                .map(digest -> "digest " + digest)
                .orElseThrow(() -> new RefusedException(
                        new Problem(
                                ErrorCode.MODEL_UNKNOWN,
                                "Ollama at " + base + " does not know the model " + name,
                                "it has " + (digests.isEmpty() ? "none" : String.join(", ", digests.keySet())),
                                "pull it: `ollama pull " + facts.model() + "`, or correct `model:`"),
                        null));
    }
}
