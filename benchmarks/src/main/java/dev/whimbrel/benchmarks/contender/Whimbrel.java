package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whimbrel as it is installed.
 *
 * @param home where its archive was unpacked
 * @param java the home of the Java it runs on, unless it brings its own
 */
record Whimbrel(Tool tool, Path home, Path java) implements Contender {

    @Override
    public String version(Stopwatch stopwatch) {
        // Its first start makes the archive of classes.
        String version = stopwatch
                .run(Invocation.of(program(), "--version").with("JAVA_HOME", java.toString()))
                .output();
        return version.strip() + ", installed from its archive; `whimbrel migrate`, `whimbrel status`";
    }

    private Path program() {
        return home.resolve("bin/whimbrel");
    }

    @Override
    public Format format() {
        return Format.PLAIN;
    }

    @Override
    public Invocation migrate(Job job) {
        return command("migrate", job);
    }

    private Invocation command(String command, Job job) {
        Access access = job.access();
        return Invocation.of(program(), command, "--url", access.url(access.user() + "@"), "--migrations", job.folder())
                .with(Map.of("PGPASSWORD", access.password(), "JAVA_HOME", java.toString()));
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.of(new Memory(
                "SELECT count(*) FROM whimbrel_applied",
                job -> command("status", job),
                // "500 applied" alone: with anything pending, that would stand behind it on the same line.
                output -> Output.number("(?m)^(\\d+) applied$", output)));
    }
}
