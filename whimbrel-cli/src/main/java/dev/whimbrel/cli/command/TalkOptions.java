package dev.whimbrel.cli.command;

import picocli.CommandLine.Option;

/** How much the program says. */
final class TalkOptions {

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors, and JSON if asked for.")
    boolean quiet;

    @Option(names = "--verbose", description = "Tell more of what goes on.")
    boolean verbose;

    /** Read where failures are printed. */
    @Option(names = "--stacktrace", description = "With an error, print where in the program it arose.")
    boolean stacktrace;
}
