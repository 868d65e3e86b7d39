package dev.whimbrel.backfill;

/**
 * What searches through an index found, of what an exact search finds.
 *
 * @param queries how many were compared
 * @param isIndexUsed whether searches use the index at all
 */
public record Recall(int queries, double mean, double fifthPercentile, double minimum, boolean isIndexUsed) {}
