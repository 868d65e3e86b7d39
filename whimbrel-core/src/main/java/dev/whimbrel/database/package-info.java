/** What a database must offer to be migrated. */
@NullMarked
package dev.whimbrel.database;

import org.jspecify.annotations.NullMarked;
