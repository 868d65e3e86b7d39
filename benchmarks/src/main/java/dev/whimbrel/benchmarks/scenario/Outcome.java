package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Tool;
import java.util.List;
import java.util.Optional;

/** What came of a scenario. */
public record Outcome(Discipline discipline, String title, String description, List<Result> results) {

    public Outcome {
        results = List.copyOf(results);
    }

    /** {@return how that tool did, if it did all of it} */
    public Optional<Result> of(Tool tool) {
        return results.stream()
                .filter(result -> result.tool() == tool && result.isComplete())
                .findFirst();
    }
}
