package dev.whimbrel.embedding.provider;

import dev.whimbrel.database.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a model behind HTTP is reached.
 *
 * @param baseUrl up to where {@code /embeddings} or {@code /api/embed} follows; the provider's own if empty
 * @param apiKey sent as a bearer token; nothing is sent if empty
 * @param encoding how vectors travel
 * @param textsPerRequest fewer than the provider takes, if it takes fewer than known
 * @param tokensPerRequest the same for tokens
 * @param concurrency requests under way at once, at most; it falls by itself when the provider says it is too much
 * @param timeout for one request
 * @param patience how long to go on trying against rate limits and failures before the caller is told
 */
public record EndpointSettings(
        Optional<URI> baseUrl,
        Optional<ApiKey> apiKey,
        Encoding encoding,
        Optional<Integer> textsPerRequest,
        Optional<Integer> tokensPerRequest,
        int concurrency,
        Duration timeout,
        Duration patience) {

    private static final int CONCURRENCY = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How vectors travel. */
    public enum Encoding {
        /** Numbers as text; every endpoint can. */
        FLOAT,
        /** Four bytes a number: a quarter of the size. */
        BASE64
    }

    public EndpointSettings {
        baseUrl.ifPresent(EndpointSettings::requireUsable);
        textsPerRequest.ifPresent(value -> requirePositive("batch.texts", value));
        tokensPerRequest.ifPresent(value -> requirePositive("batch.tokens", value));
        requirePositive("concurrency", concurrency);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }

    private static void requireUsable(URI url) {
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw new IllegalArgumentException("base-url must be written as https://host/path");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "base-url must hold no user, password, query or fragment; the key belongs into api-key");
        }
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be positive: " + value);
        }
    }

    /** {@return the provider's own endpoint without a key, vectors in base64, 8 requests at once, 60 s, 2 min} */
    public static EndpointSettings defaults() {
        return new EndpointSettings(
                Optional.empty(),
                Optional.empty(),
                Encoding.BASE64,
                Optional.empty(),
                Optional.empty(),
                CONCURRENCY,
                TIMEOUT,
                PATIENCE);
    }

    public EndpointSettings withBaseUrl(URI other) {
        return new EndpointSettings(
                Optional.of(other),
                apiKey,
                encoding,
                textsPerRequest,
                tokensPerRequest,
                concurrency,
                timeout,
                patience);
    }

    public EndpointSettings withApiKey(Secret other) {
        return withApiKey(new ApiKey.Given(other));
    }

    public EndpointSettings withApiKey(ApiKey other) {
        return new EndpointSettings(
                baseUrl,
                Optional.of(other),
                encoding,
                textsPerRequest,
                tokensPerRequest,
                concurrency,
                timeout,
                patience);
    }

    public EndpointSettings withEncoding(Encoding other) {
        return new EndpointSettings(
                baseUrl, apiKey, other, textsPerRequest, tokensPerRequest, concurrency, timeout, patience);
    }

    public EndpointSettings withBatch(int texts, int tokens) {
        return new EndpointSettings(
                baseUrl, apiKey, encoding, Optional.of(texts), Optional.of(tokens), concurrency, timeout, patience);
    }

    public EndpointSettings withConcurrency(int other) {
        return new EndpointSettings(
                baseUrl, apiKey, encoding, textsPerRequest, tokensPerRequest, other, timeout, patience);
    }

    public EndpointSettings withTimeout(Duration other) {
        return new EndpointSettings(
                baseUrl, apiKey, encoding, textsPerRequest, tokensPerRequest, concurrency, other, patience);
    }

    public EndpointSettings withPatience(Duration other) {
        return new EndpointSettings(
                baseUrl, apiKey, encoding, textsPerRequest, tokensPerRequest, concurrency, timeout, other);
    }
}
