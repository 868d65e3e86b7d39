/** One class for each command. */
@NullMarked
package dev.whimbrel.cli.command;

import org.jspecify.annotations.NullMarked;
