package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.TokenCounter;
import java.nio.charset.StandardCharsets;

/** A token for every four bytes, as providers themselves estimate before they count. Thread-safe. */
final class EstimatedTokens implements TokenCounter {

    private static final int BYTES_PER_TOKEN = 4;

    @Override
    public int count(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return Math.max(1, (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
    }

    @Override
    public Precision precision() {
        return Precision.ESTIMATE;
    }
}
