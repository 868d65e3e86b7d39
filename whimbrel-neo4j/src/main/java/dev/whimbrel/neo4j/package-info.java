/** Migrates Neo4j databases. */
@NullMarked
package dev.whimbrel.neo4j;

import org.jspecify.annotations.NullMarked;
