/** A model for tests that needs none. */
@NullMarked
package dev.whimbrel.testkit.model;

import org.jspecify.annotations.NullMarked;
