package dev.whimbrel.run;

import dev.whimbrel.database.Blocker;
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
    private int started;

    Recorder(Plan plan, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    @Override
    public void stepStarted(Step step) {
        started++;
        listener.stepStarted(step);
    }

    @Override
    public void statementsDone(Step step, int statements) {
        listener.statementsDone(step, statements);
    }

    @Override
    public void stepProgressed(Step step, String progress) {
        listener.stepProgressed(step, progress);
    }

    @Override
    public void stepBlocked(Step step, List<Blocker> blockers) {
        listener.stepBlocked(step, blockers);
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
        List<Step> steps = plan.steps();
        Optional<Step> failed = started > done.size() ? Optional.of(steps.get(done.size())) : Optional.empty();
        return new RunReport(plan, done, failed, problems, steps.subList(started, steps.size()));
    }
}
