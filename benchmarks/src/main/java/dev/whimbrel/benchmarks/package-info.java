/** How fast it is, beside its peers. */
@NullMarked
package dev.whimbrel.benchmarks;

import org.jspecify.annotations.NullMarked;
