/** The process: its streams, its environment, its end. */
@NullMarked
package dev.whimbrel.cli;

import org.jspecify.annotations.NullMarked;
