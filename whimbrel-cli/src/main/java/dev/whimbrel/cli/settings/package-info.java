/** Settings from options, environment, {@code .env} and {@code whimbrel.yaml}, each with where it came from. */
@NullMarked
package dev.whimbrel.cli.settings;

import org.jspecify.annotations.NullMarked;
