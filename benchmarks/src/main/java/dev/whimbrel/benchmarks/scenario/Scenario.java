package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.process.Usage;

/** Something that every contender does in turn. */
public interface Scenario extends AutoCloseable {

    Discipline discipline();

    String title();

    /** {@return what is done, and what is checked afterwards, for readers of the report} */
    String description();

    /** {@return whether this one takes part} */
    boolean isFor(Contender contender);

    /** {@return how often at most} */
    int rounds();

    /**
     * Lets one contender do it once, and checks that it did all of it.
     *
     * @throws dev.whimbrel.benchmarks.process.RunFailedException if it did not
     */
    Usage run(Contender contender);

    @Override
    void close();
}
