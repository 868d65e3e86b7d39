package dev.whimbrel.testkit.contract;

import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes down in words what it hears. */
public final class Events implements RunListener {

    private final List<String> heard = new ArrayList<>();

    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void planMade(Plan plan) {
        heard.add("plan " + plan.steps().stream().map(Events::label).collect(Collectors.joining(" ")));
    }

    @Override
    public void waiting(String database, Optional<String> holder) {
        heard.add("waiting for " + database);
    }

    @Override
    public void stepStarted(Step step) {
        heard.add("started " + label(step));
    }

    @Override
    public void statementsDone(Step step, int done) {
        heard.add(done + " done");
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        heard.add("done " + label(step));
    }

    @Override
    public void stepRetried(Step step, String reason, int attempt) {
        heard.add("retried " + label(step) + " after attempt " + attempt);
    }

    @Override
    public void stopped(RunReport report) {
        heard.add("stopped");
    }

    private static String label(Step step) {
        return step.migration().id().label();
    }
}
