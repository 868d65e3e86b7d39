package dev.whimbrel.neo4j;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.neo4j.driver.exceptions.Neo4jException;

/** Runs consecutive steps on Neo4j. Not thread-safe. */
final class Neo4jSteps {

    private final ScriptRun.Parts parts;
    private final StepListener listener;

    Neo4jSteps(ScriptRun.Parts parts, StepListener listener) {
        this.parts = parts;
        this.listener = listener;
    }

    /**
     * Run the steps, each together with its history entry.
     *
     * @throws dev.whimbrel.error.MigrationFailedException if one did not go through; none after it was begun
     */
    void run(List<Step> steps) {
        for (Step step : steps) {
            parts.lock().ensureHeld();
            listener.stepStarted(step);
            long started = System.nanoTime();
            run(step);
            listener.stepDone(step, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private void run(Step step) {
        try {
            if (step.migration().kind().isLongRunning()) {
                new LongWorkStep(parts.history(), parts.lock(), parts.work()).run(step);
            } else {
                new ScriptRun(step, parts, listener).run();
            }
        } catch (CypherFailure e) {
            throw ScriptErrors.failed(step, e);
        } catch (Neo4jException e) {
            throw ScriptErrors.failed(step, new CypherFailure(null, e));
        } catch (IOException e) {
            throw step.unreadable(e);
        }
    }
}
