package dev.whimbrel.run;

import dev.whimbrel.database.LockListener;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hears everything that happens in a run, in order, one at a time. Override what is of interest. */
public interface RunListener extends StepListener, LockListener {

    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** {@return one that passes everything on to these, in their order; what one throws ends the run} */
    static RunListener all(List<RunListener> listeners) {
        return new Listeners(listeners);
    }

    /** Called with what is about to run, once the locks are held. */
    default void planMade(Plan plan) {}

    @Override
    default void waiting(String database, Optional<String> holder) {}

    @Override
    default void stepStarted(Step step) {}

    @Override
    default void statementsDone(Step step, int done) {}

    @Override
    default void stepDone(Step step, Duration duration) {}

    @Override
    default void stepRetried(Step step, String reason, int attempt) {}

    /** Called once at the end, whether all went through or not. */
    default void stopped(RunReport report) {}
}
