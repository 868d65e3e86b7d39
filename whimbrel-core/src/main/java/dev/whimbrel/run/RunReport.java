package dev.whimbrel.run;

import dev.whimbrel.error.Problems;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run did: the fold of its events.
 *
 * @param plan what was to be done
 * @param done the steps that went through, in order
 * @param failed the step that did not
 * @param problems why it did not
 * @param notStarted the steps after it
 */
public record RunReport(
        Plan plan, List<StepResult> done, Optional<Step> failed, Problems problems, List<Step> notStarted) {

    public RunReport {
        done = List.copyOf(done);
        notStarted = List.copyOf(notStarted);
    }

    /**
     * A step that went through.
     *
     * @param duration by the database's clock where it has one
     */
    public record StepResult(Step step, Duration duration) {}
}
