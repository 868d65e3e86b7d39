package dev.whimbrel.benchmarks.load;

/**
 * What must be in the database afterwards, so that a run that did less cannot win.
 *
 * @param what for the message
 * @param query one row of one number
 */
public record Expectation(String what, String query, long count) {}
