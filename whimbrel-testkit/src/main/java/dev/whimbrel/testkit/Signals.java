package dev.whimbrel.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to processes, as an operating system with {@code kill} sends them. */
public final class Signals {

    private static final int INTERRUPT = 2;

    private Signals() {}

    /** Send a signal by its name without {@code SIG}. */
    public static void send(String signal, Process process) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + signal + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** {@return whether this process ignores SIGINT, as one that was started in the background does, and its children} */
    public static boolean areInterruptsIgnored() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.exists(status)
                    && Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> Long.parseUnsignedLong(
                                    line.substring("SigIgn:".length()).strip(), 16))
                            .anyMatch(ignored -> (ignored >> (INTERRUPT - 1)) % 2 != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
