package dev.whimbrel.cli.command;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run in good order when Ctrl-C or SIGTERM comes: what is running is cancelled, nothing more is begun, locks are
 * given back, and where things stand is said. The process then ends with the signal's exit code. Thread-safe.
 */
final class InterruptedRun implements RunListener {

    /** How long databases are asked to cancel; who kills us after our time is up gives us more than that. */
    private static final int MOST_ASKED = 10;

    private static final int MILLIS_BETWEEN = 500;

    private final Terminal terminal;
    private final Whimbrel whimbrel;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Step running;
    private boolean isInterrupted;

    private InterruptedRun(Terminal terminal, Whimbrel whimbrel) {
        this.terminal = terminal;
        this.whimbrel = whimbrel;
    }

    /** {@return the report of a run, which is handed the listener to tell; does not return from one that is interrupted} */
    static RunReport watch(ConnectedCommand command, Whimbrel whimbrel, Function<RunListener, RunReport> run) {
        InterruptedRun watch = new InterruptedRun(command.terminal(), whimbrel);
        ShutdownHook hook = ShutdownHook.of(watch::interrupt);
        try {
            return run.apply(RunListener.all(List.of(watch, command.listener())));
        } finally {
            hook.remove();
            watch.end();
        }
    }

    /** What the run has to say for itself is of no interest any more: the process ends here. */
    private void end() {
        over.countDown();
        try {
            if (isInterrupted()) {
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isInterrupted() {
        return isInterrupted;
    }

    /** A question may arrive between two statements and end neither, so it is asked again. */
    private void interrupt() {
        try {
            boolean isOver = !begin();
            for (int asked = 0; !isOver && asked < MOST_ASKED; asked++) {
                whimbrel.cancel();
                isOver = over.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say();
    }

    /** {@return whether there is something to end} */
    private synchronized boolean begin() {
        isInterrupted = true;
        return running != null;
    }

    private synchronized void say() {
        terminal.progress("");
        terminal.say(
                running == null
                        ? "interrupted: nothing more was begun"
                        : "interrupted at " + running.script().name() + " on " + running.database());
        terminal.say("  what ran in a transaction is undone; `whimbrel status` tells where things stand");
        terminal.say("  run the same command again to go on");
    }

    @Override
    public synchronized void stepStarted(Step step) {
        running = step;
        if (isInterrupted) {
            throw new CancellationException("interrupted at " + step.script().name());
        }
    }

    @Override
    public synchronized void stepDone(Step step, Duration duration) {
        running = null;
    }
}
