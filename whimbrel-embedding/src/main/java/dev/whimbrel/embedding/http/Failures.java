package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.EmbeddingException;
import dev.whimbrel.embedding.RateLimitedException;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.embedding.http.ProviderError.Kind;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;

/**
 * Puts what goes wrong with an endpoint into words that tell what to do.
 *
 * @param name of the model in the settings
 * @param model as its provider calls it
 * @param base the endpoint
 * @param remedyForUnknownModel what to do if the provider does not know it
 */
record Failures(String name, String model, URI base, String remedyForUnknownModel) {

    EmbeddingException of(ProviderError error, Kind kind, Duration pause) {
        return switch (kind) {
            case RATE_LIMITED ->
                new RateLimitedException(
                        new Problem(
                                ErrorCode.MODEL_RATE_LIMITED,
                                base + " allows no more requests for now",
                                error.words(),
                                "run again in " + seconds(pause) + "; it goes on where it stopped"),
                        pause);
            case QUOTA ->
                refused(
                        ErrorCode.MODEL_QUOTA_USED_UP,
                        "the quota at " + base + " is used up",
                        error,
                        "raise the limit or pay in at the provider, then run again");
            case KEY ->
                refused(
                        ErrorCode.MODEL_KEY_REFUSED,
                        base + " refused the key of model " + name,
                        error,
                        "check that the key is whole, not revoked, and may use this model");
            case UNKNOWN_MODEL ->
                refused(
                        ErrorCode.MODEL_UNKNOWN,
                        base + " does not know the model " + model,
                        error,
                        remedyForUnknownModel);
            case UNAVAILABLE ->
                new UnavailableException(
                        new Problem(
                                ErrorCode.MODEL_UNREACHABLE,
                                base + " failed to answer",
                                error.words(),
                                "run again later; it goes on where it stopped"),
                        null);
            default ->
                refused(
                        ErrorCode.MODEL_REFUSED,
                        base + " refused a request for " + model,
                        error,
                        "see the provider's words above; check base-url, dimension and encoding of the model");
        };
    }

    private static RefusedException refused(ErrorCode code, String what, ProviderError error, String remedy) {
        return new RefusedException(new Problem(code, what, error.words(), remedy), null);
    }

    UnavailableException unreachable(IOException e) {
        String why = e instanceof ConnectException && e.getMessage() == null
                ? "no connection: the host is unknown, or nothing listens there"
                : String.valueOf(e.getMessage());
        return new UnavailableException(
                new Problem(
                        ErrorCode.MODEL_UNREACHABLE,
                        base + " cannot be reached",
                        why,
                        "check base-url of model " + name + ", the network and any proxy, and that the server runs"),
                e);
    }

    RefusedException noEndpoint(IOException e) {
        return new RefusedException(
                new Problem(
                        ErrorCode.MODEL_REFUSED,
                        base + " does not answer like an embedding endpoint",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                        "check base-url of model " + name + " in whimbrel.yaml"),
                e);
    }

    RefusedException wrongCount(int wanted, int got) {
        return new RefusedException(
                new Problem(
                        ErrorCode.MODEL_WRONG_VECTOR,
                        base + " gave " + got + " vectors for " + wanted + " texts",
                        "which vector belongs to which text cannot be told",
                        "check that base-url leads to an embedding endpoint"),
                null);
    }

    private static String seconds(Duration pause) {
        return Math.max(1, (pause.toMillis() + 999) / 1000) + " s";
    }
}
