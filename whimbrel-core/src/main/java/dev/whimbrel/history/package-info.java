/** What a database remembers of its migrations. */
@NullMarked
package dev.whimbrel.history;

import org.jspecify.annotations.NullMarked;
