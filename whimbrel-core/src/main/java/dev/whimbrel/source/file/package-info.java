/** The files of a migrations folder: listing them, their names taken apart, what one pass over each finds. */
@NullMarked
package dev.whimbrel.source.file;

import org.jspecify.annotations.NullMarked;
