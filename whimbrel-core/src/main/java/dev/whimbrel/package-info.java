/** Whimbrel for Java applications: the façade {@link dev.whimbrel.Whimbrel} and its settings. */
@NullMarked
package dev.whimbrel;

import org.jspecify.annotations.NullMarked;
