/** Splits scripts into statements, for each dialect as its own shell does. */
@NullMarked
package dev.whimbrel.source.lexer;

import org.jspecify.annotations.NullMarked;
