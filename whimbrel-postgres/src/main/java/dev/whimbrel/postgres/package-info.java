/** Migrates PostgreSQL databases. */
@NullMarked
package dev.whimbrel.postgres;

import org.jspecify.annotations.NullMarked;
