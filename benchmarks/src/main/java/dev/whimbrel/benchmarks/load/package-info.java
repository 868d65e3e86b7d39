/** What there is to apply, in the form each tool wants it. */
@NullMarked
package dev.whimbrel.benchmarks.load;

import org.jspecify.annotations.NullMarked;
