package dev.whimbrel.benchmarks.process;

import java.time.Duration;

/**
 * What a run took.
 *
 * @param wall from before the process was started until it had ended
 * @param processor user and system time of the process and its children, in steps of 10 ms; zero if not measured
 * @param kilobytes the largest resident set of any of its processes, in units of 1024 bytes; zero if not measured
 */
public record Usage(Duration wall, Duration processor, long kilobytes) {}
