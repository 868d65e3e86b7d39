package dev.whimbrel.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs to their ends and measures each as a whole process. GNU time tells processor time and memory; where it is
 * missing, these stay unmeasured.
 *
 * @param folder empty, where the programs run and their output is kept meanwhile
 * @param longest when a program is ended and its run has failed
 */
public record Stopwatch(Path folder, Duration longest) {

    private static final Path TIME = Path.of("/usr/bin/time");

    /** All that there is in bare surroundings. */
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "LANG", "TMPDIR", "TZ");

    /** {@return whether processor time and memory are measured} */
    public static boolean measuresAll() {
        return Files.isExecutable(TIME);
    }

    /**
     * {@return what the run took}
     *
     * @throws RunFailedException if the program cannot be started, takes too long, or ends with another status than 0
     */
    public Run run(Invocation invocation) {
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve("output");
            Path figures = folder.resolve("figures");
            long start = System.nanoTime();
            int status = end(start(invocation, output, figures));
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            // Whatever a program writes, in whatever encoding: only ASCII is looked at.
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (status != 0) {
                throw new RunFailedException("ended with status " + status + ": " + FailureText.of(text));
            }
            return new Run(usage(wall, figures), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Invocation invocation, Path output, Path figures) throws IOException {
        List<String> words = new ArrayList<>();
        if (measuresAll()) {
            words.addAll(List.of(TIME.toString(), "-q", "-f", "%U %S %M", "-o", figures.toString()));
        }
        words.addAll(invocation.words());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        if (invocation.surroundings() == Invocation.Surroundings.BARE) {
            builder.environment().keySet().retainAll(KEPT);
        }
        builder.environment().putAll(invocation.environment());
        return builder.start();
    }

    private int end(Process process) {
        try {
            if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new RunFailedException("not done after " + longest.toMinutes() + " min");
    }

    private static Usage usage(Duration wall, Path figures) throws IOException {
        if (!measuresAll()) {
            return new Usage(wall, Duration.ZERO, 0);
        }
        String[] parts = Files.readString(figures).strip().split(" ", -1);
        BigDecimal seconds = new BigDecimal(parts[0]).add(new BigDecimal(parts[1]));
        return new Usage(wall, Duration.ofMillis(seconds.movePointRight(3).longValue()), Long.parseLong(parts[2]));
    }
}
