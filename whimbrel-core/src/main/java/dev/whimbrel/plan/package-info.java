/** Decides what would run: pure functions from timeline and history to a plan. */
@NullMarked
package dev.whimbrel.plan;

import org.jspecify.annotations.NullMarked;
