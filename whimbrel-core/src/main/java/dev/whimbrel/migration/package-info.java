/** What a migration is: identity, script, statements, checksum. Plain values that know no database. */
@NullMarked
package dev.whimbrel.migration;

import org.jspecify.annotations.NullMarked;
