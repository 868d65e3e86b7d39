@NullMarked
package dev.whimbrel.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
