/** The lexer against psql and the server: what reaches the server's log decides. */
@NullMarked
package dev.whimbrel.postgres.lexing;

import org.jspecify.annotations.NullMarked;
