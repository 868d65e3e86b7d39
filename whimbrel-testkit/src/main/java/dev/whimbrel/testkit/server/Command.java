package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run to its end: its words, what it has in its environment beyond ours, and how long it may take.
 *
 * <p>No shell reads the words. Messages are English, whatever the machine speaks.
 */
record Command(List<String> words, Map<String, String> environment, Duration timeout) {

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    static Command of(List<String> words) {
        return new Command(words, Map.of("LC_ALL", "C"), Duration.ofMinutes(1));
    }

    static Command of(Object... words) {
        var texts = new ArrayList<String>();
        for (var word : words) {
            texts.add(word.toString());
        }
        return of(texts);
    }

    Command with(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(words, more, timeout);
    }

    Command within(Duration longest) {
        return new Command(words, environment, longest);
    }

    /**
     * {@return what the program wrote, to both its outputs}
     *
     * @throws CommandFailedException when it cannot be started, takes too long or ends with another status than 0
     */
    String run() {
        try {
            // A file, and not a pipe: nobody needs to read it meanwhile, and a child left behind cannot hold it open.
            var output = Files.createTempFile("whimbrel-command", ".log");
            try {
                return run(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the output of " + words + ": " + e, e);
        }
    }

    private String run(Path output) throws IOException {
        var process = start(output);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandFailedException(words, "did not end within " + timeout, read(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(words, "was interrupted", read(output));
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new CommandFailedException(words, "ended with status " + process.exitValue(), read(output));
        }
        return read(output);
    }

    private Process start(Path output) {
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailedException(words, "could not be started", String.valueOf(e.getMessage()));
        }
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), Charset.defaultCharset());
    }
}
