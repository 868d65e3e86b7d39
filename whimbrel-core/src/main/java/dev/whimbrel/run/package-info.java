/** Carries plans out: the only place that executes. */
@NullMarked
package dev.whimbrel.run;

import org.jspecify.annotations.NullMarked;
