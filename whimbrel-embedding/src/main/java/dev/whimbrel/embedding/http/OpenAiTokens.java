package dev.whimbrel.embedding.http;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingResult;
import dev.whimbrel.embedding.TokenCounter;

/** Counts tokens as OpenAI's models do, and can cut texts. Thread-safe. */
final class OpenAiTokens implements TokenCounter {

    private final Encoding encoding;

    /** @param name of the encoding, as {@code cl100k_base} */
    OpenAiTokens(String name) {
        this.encoding = Encodings.newLazyEncodingRegistry()
                .getEncoding(name)
                .orElseThrow(() -> new IllegalArgumentException("no encoding is called " + name));
    }

    @Override
    public int count(String text) {
        return encoding.countTokensOrdinary(text);
    }

    @Override
    public Precision precision() {
        return Precision.EXACT;
    }

    /** {@return the beginning of a text that has that many tokens at most} */
    String cut(String text, int tokens) {
        EncodingResult result = encoding.encodeOrdinary(text, tokens);
        return result.isTruncated() ? text.substring(0, result.getLastProcessedCharacterIndex() + 1) : text;
    }
}
