/** Migrates Redis databases. */
@NullMarked
package dev.whimbrel.redis;

import org.jspecify.annotations.NullMarked;
