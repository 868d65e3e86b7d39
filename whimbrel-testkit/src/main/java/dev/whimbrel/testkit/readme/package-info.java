/** Reads the commands out of a README, to run them and to compare what they print. */
@NullMarked
package dev.whimbrel.testkit.readme;

import org.jspecify.annotations.NullMarked;
