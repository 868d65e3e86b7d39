package dev.whimbrel.database;

import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;

/**
 * Hears of each step as it goes on, on the thread that runs it. What is told of a statement that takes long may come on
 * another thread, while the first one waits for the answer; never two things are told at the same time.
 */
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

    /**
     * Called now and then while a statement waits for others, after it has waited for a while.
     *
     * @param blockers who they are; at least one
     */
    default void stepBlocked(Step step, List<Blocker> blockers) {}

    /** Called when the step's effect and its history entry are there for good. */
    void stepDone(Step step, Duration duration);

    /** Called when a step stepped back from a busy table and will be tried again. */
    void stepRetried(Step step, String reason, int attempt);
}
