@NullMarked
package dev.whimbrel.testkit.proxy;

import org.jspecify.annotations.NullMarked;
