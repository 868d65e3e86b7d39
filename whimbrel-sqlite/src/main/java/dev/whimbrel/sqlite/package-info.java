/** Migrates SQLite databases. */
@NullMarked
package dev.whimbrel.sqlite;

import org.jspecify.annotations.NullMarked;
