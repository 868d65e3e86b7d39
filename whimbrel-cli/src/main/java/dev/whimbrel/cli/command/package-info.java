/** One class for each command, and what they stand on: {@link dev.whimbrel.cli.command.Program} and its exit codes. */
@NullMarked
package dev.whimbrel.cli.command;

import org.jspecify.annotations.NullMarked;
