package dev.whimbrel.database;

import dev.whimbrel.plan.Step;
import java.time.Duration;

/** Hears of each step as it goes on. */
public interface StepListener {

    /** Called once for each step, in order, and only after the one before it is done. */
    void stepStarted(Step step);

    /**
     * Called when the database has answered.
     *
     * @param done how many statements of the step are through, those of earlier attempts included
     */
    void statementsDone(Step step, int done);

    /**
     * Called now and then while one statement takes long.
     *
     * @param progress how far it is, in words
     */
    default void stepProgressed(Step step, String progress) {}

    /** Called when the step's effect and its history entry are there for good. */
    void stepDone(Step step, Duration duration);

    /** Called when a step stepped back from a busy table and will be tried again. */
    void stepRetried(Step step, String reason, int attempt);
}
