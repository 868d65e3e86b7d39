/** What the tests of every module share. */
@NullMarked
package dev.whimbrel.testkit;

import org.jspecify.annotations.NullMarked;
