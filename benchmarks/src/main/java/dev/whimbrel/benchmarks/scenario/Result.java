package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.process.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of one contender's runs of one scenario.
 *
 * @param usages of the runs that came to their ends, in the order of the rounds
 * @param failure why one did not, after which there are no more
 */
public record Result(Tool tool, List<Usage> usages, Optional<String> failure) {

    public Result {
        usages = List.copyOf(usages);
    }

    /** {@return whether all runs came to their ends} */
    public boolean isComplete() {
        return failure.isEmpty() && !usages.isEmpty();
    }

    /** {@return the median, for an even number of runs the higher of the two in the middle} */
    public Duration wall() {
        return median(Usage::wall);
    }

    public Duration processor() {
        return median(Usage::processor);
    }

    public Duration lowest() {
        return sorted(Usage::wall).get(0);
    }

    public Duration highest() {
        return sorted(Usage::wall).get(usages.size() - 1);
    }

    /** {@return the most memory that any run took} */
    public long kilobytes() {
        return sorted(Usage::kilobytes).get(usages.size() - 1);
    }

    private <T extends Comparable<T>> T median(Function<Usage, T> figure) {
        return sorted(figure).get(usages.size() / 2);
    }

    private <T extends Comparable<T>> List<T> sorted(Function<Usage, T> figure) {
        return usages.stream().map(figure).sorted().toList();
    }
}
