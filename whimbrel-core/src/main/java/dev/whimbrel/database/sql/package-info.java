/** What databases reached through JDBC share: the shape of the history table, and running a script with a journal. */
@NullMarked
package dev.whimbrel.database.sql;

import org.jspecify.annotations.NullMarked;
