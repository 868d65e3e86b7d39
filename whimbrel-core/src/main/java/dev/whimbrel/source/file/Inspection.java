package dev.whimbrel.source.file;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.TimelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Goes on where a problem is found, so that all of them are reported at once. Not thread-safe. */
public final class Inspection {

    private final List<Problem> problems = new ArrayList<>();

    public void add(Problem problem) {
        problems.add(problem);
    }

    /** {@return whether nothing was found wrong until now} */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /** {@return what {@code reading} yields; nothing if it found a problem, which is kept} */
    public <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (TimelineException e) {
            e.problems().forEach(problems::add);
            return Optional.empty();
        }
    }

    /**
     * End the inspection.
     *
     * @throws TimelineException if anything was found
     */
    public void end() {
        Problems.of(problems).throwIfPresent(TimelineException::new);
    }
}
