package dev.whimbrel.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How patient a run is with others, and with its own statements. */
final class TimeoutOptions {

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            description = "How long a statement may queue for a table lock before it steps back (default: 2s).")
    Optional<String> lock = Optional.empty();

    @Option(
            names = "--statement-timeout",
            paramLabel = "DURATION",
            description = "How long a statement in a transaction may take, or none (default: the database's own).")
    Optional<String> statement = Optional.empty();
}
