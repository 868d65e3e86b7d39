package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.PlanPrinter;
import dev.whimbrel.cli.output.RunPrinter;
import dev.whimbrel.cli.settings.Overrides;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.run.RunReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code whimbrel down}. */
@Command(
        name = "down",
        description = "Revert applied migrations by their down scripts, the last one first.",
        footer = {
            "",
            "Examples:",
            "  whimbrel down                 revert the last migration",
            "  whimbrel down --steps 3       revert the last three",
            "  whimbrel down --to 004        revert everything after 004",
            "  whimbrel down --to 0          revert everything"
        })
final class DownCommand extends DatabaseCommand {

    @ArgGroup
    final Extent extent = new Extent();

    /** How far: one or the other. */
    static final class Extent {

        @Option(names = "--steps", paramLabel = "N", description = "How many to revert (default: 1).")
        int steps = 1;

        @Option(names = "--to", paramLabel = "V", description = "Revert everything after this version, which stays.")
        @org.jspecify.annotations.Nullable
        Version to;

        DownOptions options() {
            return to == null ? DownOptions.last(steps) : DownOptions.to(to);
        }
    }

    @Mixin
    final TimeoutOptions timeouts = new TimeoutOptions();

    @Option(names = "--dry-run", description = "Print the plan and its statements; change nothing.")
    boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DownCommand(Program program) {
        super(program);
    }

    @Override
    Overrides overrides() {
        return super.overrides().withTimeouts(timeouts.lock, timeouts.statement);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        if (extent.steps < 1) {
            throw new ParameterException(
                    spec.commandLine(), "at least one migration must be reverted, not " + extent.steps);
        }
        DownOptions options = extent.options();
        if (dryRun) {
            Plan plan = whimbrel.plan(options);
            plan.throwIfForbidden();
            report(PlanPrinter.json(plan), () -> new PlanPrinter(terminal()).print(plan));
        } else {
            RunReport report = InterruptedRun.watch(this, whimbrel, listener -> whimbrel.down(options, listener));
            report(RunPrinter.json(report), () -> {});
        }
        return ExitCode.OK;
    }
}
