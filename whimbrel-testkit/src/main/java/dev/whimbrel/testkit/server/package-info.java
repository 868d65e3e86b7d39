/**
 * Real database servers for tests: one per test run, a fresh database per test.
 *
 * <p>Start at {@link dev.whimbrel.testkit.server.PostgresServer#shared()}; annotate a test that needs it with
 * {@link dev.whimbrel.testkit.server.RequiresPostgres}.
 */
@NullMarked
package dev.whimbrel.testkit.server;

import org.jspecify.annotations.NullMarked;
