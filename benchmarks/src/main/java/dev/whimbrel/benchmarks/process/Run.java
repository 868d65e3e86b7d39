package dev.whimbrel.benchmarks.process;

/**
 * A run that came to its end well.
 *
 * @param output what the program wrote, to both its outputs
 */
public record Run(Usage usage, String output) {}
