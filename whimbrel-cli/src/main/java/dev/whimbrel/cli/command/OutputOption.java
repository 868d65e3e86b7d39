package dev.whimbrel.cli.command;

import java.util.Locale;
import picocli.CommandLine.Option;

/** For whom a report is written. */
final class OutputOption {

    /** The forms of a report. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
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
