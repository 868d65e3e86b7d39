@NullMarked
package dev.whimbrel.testkit.server;

import org.jspecify.annotations.NullMarked;
