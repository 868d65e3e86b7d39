/** How fast scripts are split. */
@NullMarked
package dev.whimbrel.benchmarks.lexer;

import org.jspecify.annotations.NullMarked;
