/** A small program that migrates its database when it starts. */
@NullMarked
package dev.whimbrel.examples.assistant;

import org.jspecify.annotations.NullMarked;
