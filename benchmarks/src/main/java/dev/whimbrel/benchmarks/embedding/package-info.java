/** How fast vectors are made, written and indexed. */
@NullMarked
package dev.whimbrel.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
