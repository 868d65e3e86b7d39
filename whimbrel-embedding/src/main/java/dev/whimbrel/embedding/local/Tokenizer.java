package dev.whimbrel.embedding.local;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.whimbrel.embedding.TokenCounter;

/**
 * A tokenizer of Hugging Face, from the text of a {@code tokenizer.json}. What that file says of truncation and padding is
 * set aside: for all-MiniLM-L6-v2 it cuts at 128 tokens, half of what the model takes. Thread-safe; not to be used once it
 * is closed.
 */
final class Tokenizer implements TokenCounter, AutoCloseable {

    private static final String LONGEST_FIRST = "LONGEST_FIRST";

    private final TokenizersLibrary library;
    private final long handle;
    /** How many tokens mark beginning and end; every piece of a text that was cut has them. */
    private final int marks;

    Tokenizer(String json, int maxTokens) {
        this.library = TokenizerLibrary.get();
        this.handle = library.createTokenizerFromString(json);
        library.disablePadding(handle);
        library.setTruncation(handle, maxTokens, LONGEST_FIRST, 0);
        this.marks = tokenize("").length();
    }

    TokenizedText tokenize(String text) {
        long encoding = library.encode(handle, text, true);
        try {
            return new TokenizedText(
                    library.getTokenIds(encoding),
                    library.getTypeIds(encoding),
                    library.getOverflowCount(encoding) > 0);
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    @Override
    public int count(String text) {
        long encoding = library.encode(handle, text, true);
        try {
            int count = library.getTokenIds(encoding).length;
            for (long rest : library.getOverflowing(encoding)) {
                count += library.getTokenIds(rest).length - marks;
                library.deleteEncoding(rest);
            }
            return count;
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    @Override
    public Precision precision() {
        return Precision.EXACT;
    }

    @Override
    public void close() {
        library.deleteTokenizer(handle);
    }
}
