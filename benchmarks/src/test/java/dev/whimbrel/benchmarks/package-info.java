@NullMarked
package dev.whimbrel.benchmarks;

import org.jspecify.annotations.NullMarked;
