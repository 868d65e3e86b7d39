/**
 * Health, status and metrics over HTTP, for probes, dashboards and people. It only reads.
 *
 * <p>A request never asks a database by itself: it gets the answer that is being fetched, or was a moment ago. So the
 * databases see at most one question at a time, however many ask here.
 */
@NullMarked
package dev.whimbrel.server;

import org.jspecify.annotations.NullMarked;
