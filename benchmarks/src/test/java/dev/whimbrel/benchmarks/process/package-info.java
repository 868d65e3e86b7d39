@NullMarked
package dev.whimbrel.benchmarks.process;

import org.jspecify.annotations.NullMarked;
