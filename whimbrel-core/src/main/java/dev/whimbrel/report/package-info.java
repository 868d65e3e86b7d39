/** Reports in the shape that programs read: maps, lists, texts and numbers that any JSON library can write. */
@NullMarked
package dev.whimbrel.report;

import org.jspecify.annotations.NullMarked;
