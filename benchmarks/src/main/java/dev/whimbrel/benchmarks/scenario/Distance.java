package dev.whimbrel.benchmarks.scenario;

/** Where the server is. */
public enum Distance {
    LOOPBACK,
    FAR
}
