package dev.whimbrel.cli.command;

import picocli.CommandLine.Option;

/** For whom a report is written. */
final class OutputOption {

    /** The forms of a report. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "Write for people, or one JSON object for programs (default: ${DEFAULT-VALUE}).")
    Format format = Format.TEXT;

    boolean isJson() {
        return format == Format.JSON;
    }
}
