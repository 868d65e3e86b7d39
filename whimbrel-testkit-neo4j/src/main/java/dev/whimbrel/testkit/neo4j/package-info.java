/** A Neo4j server for tests, to be started in a JVM of its own. */
@NullMarked
package dev.whimbrel.testkit.neo4j;

import org.jspecify.annotations.NullMarked;
