/** Finds migrations in folders and reads them into a timeline. */
@NullMarked
package dev.whimbrel.source;

import org.jspecify.annotations.NullMarked;
