package dev.whimbrel.maven;

import java.io.Writer;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands on what is written, line by line. Not thread-safe beyond what {@link Writer} promises. */
final class LogWriter extends Writer {

    private static final String ERROR = "error ";

    private final Consumer<String> log;
    private final StringBuilder line = new StringBuilder();
    private Optional<String> firstError = Optional.empty();

    LogWriter(Consumer<String> log) {
        this.log = log;
    }

    /** {@return the first line that told an error} */
    Optional<String> firstError() {
        return firstError;
    }

    /** {@return whether the line tells an error, its reason, or what to do about it} */
    static boolean isError(String line) {
        return line.startsWith(ERROR) || line.startsWith("  why: ") || line.startsWith("  do:  ");
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                end();
            } else if (buffer[i] != '\r') {
                line.append(buffer[i]);
            }
        }
    }

    private void end() {
        String text = line.toString();
        line.setLength(0);
        if (text.startsWith(ERROR) && firstError.isEmpty()) {
            firstError = Optional.of(text.substring(ERROR.length()));
        }
        log.accept(text);
    }

    @Override
    public void flush() {
        // a line is told when it ends
    }

    @Override
    public void close() {
        if (line.length() > 0) {
            end();
        }
    }
}
