package dev.whimbrel.embedding;

/** What is done to the length of a vector. */
public enum Normalisation {
    /** It is made 1, so that the inner product is the cosine. */
    L2,
    /** Nothing: it is kept as the model or its provider gives it. */
    NONE
}
