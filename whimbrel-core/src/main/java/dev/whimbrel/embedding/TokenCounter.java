package dev.whimbrel.embedding;

/** Counts tokens as a model does. Thread-safe. */
public interface TokenCounter {

    /** How far a count can be relied on. */
    enum Precision {
        /** The model's own tokens. */
        EXACT,
        /** From the length of the text; the provider's tokens are not known here. */
        ESTIMATE
    }

    /**
     * {@return the tokens of a text, however long it is}
     *
     * @param text with its prefix, if the count is to hold for what the model gets
     */
    int count(String text);

    Precision precision();
}
