package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Estimate;
import dev.whimbrel.cli.output.BackfillPrinter;
import dev.whimbrel.cli.output.EstimatePrinter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code whimbrel backfill}. */
@Command(
        name = "backfill",
        description =
                "Complete long-running migrations that `migrate` has begun, and embed again what has changed since.",
        footer = {
            "",
            "Interrupt it or kill it at any moment; run it again, and it goes on where it was.",
            "",
            "Examples:",
            "  whimbrel backfill --dry-run",
            "  whimbrel backfill --workers 4 --max-cost 2.50",
            "  whimbrel backfill --follow"
        })
final class BackfillCommand extends DatabaseCommand {

    @Option(names = "--dry-run", description = "Tell rows, tokens, cost, time, disk and memory; change nothing.")
    boolean dryRun;

    @Option(names = "--workers", paramLabel = "N", description = "Pages worked on at once (default: 1).")
    int workers = 1;

    @Option(names = "--rate", paramLabel = "ROWS", description = "Rows a second at the most (default: no limit).")
    Optional<Double> rate = Optional.empty();

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description = "Stop before this run costs more US dollars (default: no limit).")
    Optional<BigDecimal> maxCost = Optional.empty();

    @Option(names = "--follow", description = "Go on and embed what changes, until interrupted.")
    boolean follow;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    BackfillCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        if (dryRun) {
            List<Estimate> estimates = whimbrel.backfills().estimates();
            report(
                    Map.of("outcome", "planned", "estimates", EstimatePrinter.json(estimates)),
                    () -> new EstimatePrinter(terminal()).print(estimates));
            return ExitCode.OK;
        }
        BackfillOptions options = options();
        BackfillStop stop = new BackfillStop();
        List<BackfillReport> reports = Backfilling.run(this, whimbrel, options, stop);
        if (follow && !stop.isRequested()) {
            Backfilling.stoppable(stop, () -> {
                whimbrel.backfills().follow(options, Backfilling.listener(this), stop);
                return stop;
            });
        }
        report(Map.of("backfills", BackfillPrinter.json(reports)), () -> new BackfillPrinter(terminal())
                .print(reports));
        return Backfilling.exitCode(this, reports, options);
    }

    private BackfillOptions options() {
        try {
            return new BackfillOptions(workers, rate, maxCost);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
