/** What a database consists of, as text to be compared. */
@NullMarked
package dev.whimbrel.testkit.catalog;

import org.jspecify.annotations.NullMarked;
