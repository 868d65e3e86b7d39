package dev.whimbrel.benchmarks.report;

/** What the figures are good for. */
public enum Worth {
    /** They are held against the goals. */
    FIGURES,

    /** They mean nothing: the sizes are too small. That there are any shows that everything still runs. */
    PROOF_OF_LIFE
}
