package dev.whimbrel.cli.output;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Prints reports for programs: one JSON object to the stream for data. */
public final class JsonPrinter {

    private final Terminal terminal;

    public JsonPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(Map<String, ?> report) {
        try {
            terminal.print(JSON.std
                    .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .asString(report));
        } catch (IOException e) {
            throw new UncheckedIOException("a report of maps, lists and texts can be written as JSON", e);
        }
    }
}
