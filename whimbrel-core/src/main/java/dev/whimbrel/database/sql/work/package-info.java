/** Long work as every SQL database does it: registry, claims, pages, gate. What databases say differently is in their dialect. */
@NullMarked
package dev.whimbrel.database.sql.work;

import org.jspecify.annotations.NullMarked;
