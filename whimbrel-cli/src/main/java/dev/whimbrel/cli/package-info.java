/** The program {@code whimbrel}: from arguments to an exit code. */
@NullMarked
package dev.whimbrel.cli;

import org.jspecify.annotations.NullMarked;
