/** Hands each test a freshly migrated database, by cloning one that was migrated before. */
@NullMarked
package dev.whimbrel.junit;

import org.jspecify.annotations.NullMarked;
