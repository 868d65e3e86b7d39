package dev.whimbrel.cli.command;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.cli.output.BackfillPrinter;
import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Completing long work, as the commands that do it have in common. */
final class Backfilling {

    private static final long SECONDS_TO_STOP = 20;

    private Backfilling() {}

    static List<BackfillReport> run(
            ConnectedCommand command, Whimbrel whimbrel, BackfillOptions options, BackfillStop stop) {
        return stoppable(stop, () -> whimbrel.backfills().run(options, listener(command), stop));
    }

    static BackfillListener listener(ConnectedCommand command) {
        return command.output.isJson() || command.talk.quiet
                ? BackfillListener.NONE
                : new BackfillPrinter(command.terminal());
    }

    /** Ctrl-C ends the work after the pages in hand, and the process with the code it would end with anyway. */
    static <T> T stoppable(BackfillStop stop, Supplier<T> work) {
        CountDownLatch isDone = new CountDownLatch(1);
        ShutdownHook hook = ShutdownHook.of(() -> {
            stop.request();
            awaitEnd(isDone);
        });
        try {
            return work.get();
        } finally {
            isDone.countDown();
            hook.remove();
        }
    }

    private static void awaitEnd(CountDownLatch isDone) {
        try {
            isDone.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tell why work is not complete. {@return the exit code} */
    static int exitCode(ConnectedCommand command, List<BackfillReport> reports, BackfillOptions options) {
        int code = ExitCode.OK;
        for (BackfillReport report : reports) {
            Problems problems = report.end() == End.COST_REACHED ? costReached(report, options) : report.problems();
            new ProblemPrinter(command.terminal()).print(problems);
            if (report.end() == End.GATE_FAILED) {
                code = ExitCode.DISAGREEMENT;
            } else if (report.end() == End.COST_REACHED || report.end() == End.STOPPED) {
                code = ExitCode.FAILED;
            }
        }
        return code;
    }

    private static Problems costReached(BackfillReport report, BackfillOptions options) {
        return Problems.of(new Problem(
                ErrorCode.COST_REACHED,
                report.migration().up().name() + " stopped before it cost more than "
                        + options.maxCost().orElseThrow().toPlainString() + " USD",
                report.progress().cost().tokens() + " tokens, "
                        + report.progress().cost().usd().toPlainString() + " USD were used in this run",
                "run again with a higher --max-cost; it goes on where it stopped"));
    }
}
