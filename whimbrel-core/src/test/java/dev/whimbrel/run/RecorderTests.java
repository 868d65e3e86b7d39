package dev.whimbrel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunReport.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a report follows from events. */
final class RecorderTests {

    private static final Problems REFUSED =
            Problems.of(new Problem(ErrorCode.MIGRATION_FAILED, "refused", "it said so", "mend it"));

    private final List<Step> steps = List.of(step("1"), step("2"), step("3"));
    private final Plan plan = new Plan("numbered", Direction.UP, List.of(), steps, Problems.NONE);
    private final Recorder recorder = new Recorder(plan, RunListener.NONE);

    private static Step step(String version) {
        return new Step(Scripts.migration(version), Direction.UP, 0);
    }

    @Test
    void tellsWhatWentThroughWhatFailedAndWhatWasNotStarted() {
        recorder.stepStarted(steps.get(0));
        recorder.stepDone(steps.get(0), Duration.ofMillis(5));
        recorder.stepStarted(steps.get(1));
        recorder.stepRetried(steps.get(1), "busy", 1);
        recorder.statementsDone(steps.get(1), 1);

        assertThat(recorder.report(REFUSED))
                .isEqualTo(new RunReport(
                        plan,
                        List.of(new StepResult(steps.get(0), Duration.ofMillis(5))),
                        Optional.of(steps.get(1)),
                        REFUSED,
                        List.of(steps.get(2))));
    }

    @Test
    void tellsOfARunThatWentThrough() {
        steps.forEach(recorder::stepStarted);
        steps.forEach(step -> recorder.stepDone(step, Duration.ZERO));
        RunReport report = recorder.report(Problems.NONE);

        assertThat(report.done()).extracting(StepResult::step).isEqualTo(steps);
        assertThat(report.failed()).isEmpty();
        assertThat(report.notStarted()).isEmpty();
    }

    @Test
    void tellsOfARunThatFailedAfterItsLastStep() {
        steps.forEach(recorder::stepStarted);
        steps.forEach(step -> recorder.stepDone(step, Duration.ZERO));

        assertThat(recorder.report(REFUSED).failed()).isEmpty();
        assertThat(recorder.report(REFUSED).problems()).isEqualTo(REFUSED);
    }

    @Test
    void passesEveryEventOn() {
        List<String> heard = new ArrayList<>();
        Recorder passing = new Recorder(plan, new RunListener() {
            @Override
            public void stepStarted(Step step) {
                heard.add("started " + step.migration().id().label());
            }

            @Override
            public void statementsDone(Step step, int done) {
                heard.add("statements " + done);
            }

            @Override
            public void stepRetried(Step step, String reason, int attempt) {
                heard.add(reason + " " + attempt);
            }

            @Override
            public void stepDone(Step step, Duration duration) {
                heard.add("done " + duration.toMillis());
            }
        });

        passing.stepStarted(steps.get(0));
        passing.statementsDone(steps.get(0), 2);
        passing.stepRetried(steps.get(0), "busy", 3);
        passing.stepDone(steps.get(0), Duration.ofMillis(4));

        assertThat(heard).containsExactly("started 1", "statements 2", "busy 3", "done 4");
    }
}
