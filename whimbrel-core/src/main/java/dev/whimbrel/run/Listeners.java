package dev.whimbrel.run;

import dev.whimbrel.database.Blocker;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes on everything to several listeners, in their order. */
record Listeners(List<RunListener> all) implements RunListener {

    Listeners {
        all = List.copyOf(all);
    }

    private void tell(Consumer<RunListener> event) {
        all.forEach(event);
    }

    @Override
    public void planMade(Plan plan) {
        tell(listener -> listener.planMade(plan));
    }

    @Override
    public void waiting(String database, Optional<String> holder) {
        tell(listener -> listener.waiting(database, holder));
    }

    @Override
    public void stepStarted(Step step) {
        tell(listener -> listener.stepStarted(step));
    }

    @Override
    public void statementsDone(Step step, int done) {
        tell(listener -> listener.statementsDone(step, done));
    }

    @Override
    public void stepProgressed(Step step, String progress) {
        tell(listener -> listener.stepProgressed(step, progress));
    }

    @Override
    public void stepBlocked(Step step, List<Blocker> blockers) {
        tell(listener -> listener.stepBlocked(step, blockers));
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        tell(listener -> listener.stepDone(step, duration));
    }

    @Override
    public void stepRetried(Step step, String reason, int attempt) {
        tell(listener -> listener.stepRetried(step, reason, attempt));
    }

    @Override
    public void stopped(RunReport report) {
        tell(listener -> listener.stopped(report));
    }
}
