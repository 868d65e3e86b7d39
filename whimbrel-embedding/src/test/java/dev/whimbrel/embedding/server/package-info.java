/** A provider's server for tests, with a real model behind it. */
@NullMarked
package dev.whimbrel.embedding.server;

import org.jspecify.annotations.NullMarked;
