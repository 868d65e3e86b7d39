package dev.whimbrel.embedding;

/** How two vectors of a model are meant to be compared. */
public enum Metric {
    COSINE,
    INNER_PRODUCT,
    EUCLIDEAN
}
