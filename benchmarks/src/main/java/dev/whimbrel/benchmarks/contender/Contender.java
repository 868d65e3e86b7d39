package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.util.Optional;

/** A tool that applies migrations. */
public interface Contender {

    Tool tool();

    /** {@return which it is and how it is called, for people} */
    String version(Stopwatch stopwatch);

    /** {@return what its files look like} */
    Format format();

    /** {@return what applies everything that is pending} */
    Invocation migrate(Job job);

    /** {@return what it remembers; nothing, if it applies the same files again} */
    Optional<Memory> memory();
}
