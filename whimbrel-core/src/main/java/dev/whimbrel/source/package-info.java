/** Finds migrations in folders and reads them into a timeline: one class for each layout. */
@NullMarked
package dev.whimbrel.source;

import org.jspecify.annotations.NullMarked;
