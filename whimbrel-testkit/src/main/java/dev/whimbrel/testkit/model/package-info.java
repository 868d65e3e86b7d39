/** A model for tests that needs none, in this process and behind HTTP. */
@NullMarked
package dev.whimbrel.testkit.model;

import org.jspecify.annotations.NullMarked;
