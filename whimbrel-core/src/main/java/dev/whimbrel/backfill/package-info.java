/** Long work on rows of tables or nodes of graphs: pages, leases, models, cost, progress. Knows nothing of SQL. */
@NullMarked
package dev.whimbrel.backfill;

import org.jspecify.annotations.NullMarked;
