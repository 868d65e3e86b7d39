/** A TCP proxy that does harm to connections where a test wants it. */
@NullMarked
package dev.whimbrel.testkit.proxy;

import org.jspecify.annotations.NullMarked;
