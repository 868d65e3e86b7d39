/** Whimbrel and its peers, each behind the same few questions. */
@NullMarked
package dev.whimbrel.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
