/** The small programs that use the peers' libraries; each runs in a process of its own. */
@NullMarked
package dev.whimbrel.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
