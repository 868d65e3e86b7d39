package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.util.Optional;

/** A tool that cannot be had here: it fails each time, so that no table leaves it out silently. */
record Absent(Tool tool, String reason) implements Contender {

    @Override
    public String version(Stopwatch stopwatch) {
        return "absent: " + reason;
    }

    @Override
    public Format format() {
        return Format.PLAIN;
    }

    @Override
    public Invocation migrate(Job job) {
        throw new RunFailedException("absent: " + reason);
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.of(new Memory("SELECT 0", this::migrate, output -> 0));
    }
}
