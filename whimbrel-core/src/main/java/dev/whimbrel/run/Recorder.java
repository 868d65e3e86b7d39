package dev.whimbrel.run;

import dev.whimbrel.error.Problems;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunReport.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Passes events on and folds them into a report. */
final class Recorder implements RunListener {

    private final Plan plan;
    private final RunListener listener;
    private final List<StepResult> done = new ArrayList<>();

    Recorder(Plan plan, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    @Override
    public void stepStarted(Step step) {
        listener.stepStarted(step);
    }

    @Override
    public void statementsDone(Step step, int statements) {
        listener.statementsDone(step, statements);
    }

    @Override
    public void stepRetried(Step step, String reason, int attempt) {
        listener.stepRetried(step, reason, attempt);
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        done.add(new StepResult(step, duration));
        listener.stepDone(step, duration);
    }

    RunReport report(Problems problems) {
        List<Step> left = plan.steps().subList(done.size(), plan.steps().size());
        boolean hasFailed = !problems.isEmpty() && !left.isEmpty();
        return new RunReport(
                plan,
                done,
                hasFailed ? Optional.of(left.get(0)) : Optional.empty(),
                problems,
                hasFailed ? left.subList(1, left.size()) : left);
    }
}
