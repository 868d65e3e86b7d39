package dev.whimbrel.embedding;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
    /** The mean of the text's own tokens; padding does not count. */
    MEAN,
    /** The vector of the first token. */
    CLS,
    /** The provider does it and does not say how. */
    PROVIDER
}
