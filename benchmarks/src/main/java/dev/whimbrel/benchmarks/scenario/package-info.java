/** What the contenders have to do. */
@NullMarked
package dev.whimbrel.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
