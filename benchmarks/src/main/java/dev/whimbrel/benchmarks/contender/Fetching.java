package dev.whimbrel.benchmarks.contender;

/** Whether a peer that is not here may be fetched. */
public enum Fetching {
    ALLOWED,
    CACHED_ONLY
}
