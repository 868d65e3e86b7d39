package dev.whimbrel.embedding.http;

import java.util.List;
import java.util.Locale;

/**
 * An error that a provider answered with.
 *
 * @param status of HTTP
 * @param fault what it says
 */
public record ProviderError(int status, Reply.Fault fault) {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** As OpenAI, vLLM, Text Embeddings Inference and Ollama word it. */
    private static final List<String> WORDS_FOR_TOO_LONG = List.of(
            "maximum context length",
            "maximum input length",
            "maximum allowed length",
            "exceeds the context length",
            "input length exceeds",
            "too many tokens",
            "must have less than");

    /** What can be done about it. */
    public enum Kind {
        /** Wait, then the same goes through. */
        RATE_LIMITED,
        /** The same as without an answer at all. */
        UNAVAILABLE,
        /** Money is missing. */
        QUOTA,
        KEY,
        UNKNOWN_MODEL,
        /** One text is too long. */
        TOO_LONG,
        /** One of the texts is to blame, or their number. */
        TEXTS,
        /** It is said to be wrong, and not what. */
        UNCLEAR,
        /** Nothing but a person helps. */
        REFUSED
    }

    /** {@return what it means by HTTP and by the words that most providers use} */
    public Kind usualKind() {
        String words = (fault.code() + " " + fault.message()).toLowerCase(Locale.ROOT);
        if (WORDS_FOR_TOO_LONG.stream().anyMatch(words::contains)) {
            return Kind.TOO_LONG;
        }
        return switch (status) {
            case TOO_MANY_REQUESTS -> words.contains("insufficient_quota") ? Kind.QUOTA : Kind.RATE_LIMITED;
            case PAYMENT_REQUIRED -> Kind.QUOTA;
            case UNAUTHORIZED, FORBIDDEN -> Kind.KEY;
            case NOT_FOUND -> words.contains("model") ? Kind.UNKNOWN_MODEL : Kind.REFUSED;
            case BAD_REQUEST, TOO_LARGE, UNPROCESSABLE -> ofBadRequest(words);
            case REQUEST_TIMEOUT -> Kind.UNAVAILABLE;
            default -> status >= SERVER_ERROR ? Kind.UNAVAILABLE : Kind.REFUSED;
        };
    }

    private Kind ofBadRequest(String words) {
        if (fault.parameter().startsWith("input") || words.contains("batch size") || status == TOO_LARGE) {
            return Kind.TEXTS;
        }
        return fault.parameter().isEmpty() ? Kind.UNCLEAR : Kind.REFUSED;
    }

    /** {@return the provider's words, as far as they fit into a message} */
    String words() {
        String words = fault.message().replaceAll("\\s+", " ").strip();
        int most = 300;
        return words.isEmpty()
                ? "it answered with status " + status
                : (words.length() > most ? words.substring(0, most) + "…" : words) + " (status " + status + ")";
    }
}
