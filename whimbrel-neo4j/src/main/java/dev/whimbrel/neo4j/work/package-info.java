/** Long work on the nodes of a graph: registry, claims, pages, vector indexes, gate. Knows nothing of scripts, lock and history. */
@NullMarked
package dev.whimbrel.neo4j.work;

import org.jspecify.annotations.NullMarked;
