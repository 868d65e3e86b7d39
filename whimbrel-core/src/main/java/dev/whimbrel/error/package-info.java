/** What can go wrong, as values and as exceptions: stable codes, a cause in plain words, one suggested action. */
@NullMarked
package dev.whimbrel.error;

import org.jspecify.annotations.NullMarked;
