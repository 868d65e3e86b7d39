package dev.whimbrel.cli.command;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.PlanPrinter;
import dev.whimbrel.cli.output.RunPrinter;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunReport;

/** Going up, as the commands that do it have in common. */
final class Migrating {

    private Migrating() {}

    static int run(ConnectedCommand command, Whimbrel whimbrel, UpMixin up) {
        UpOptions options = up.options();
        if (up.dryRun) {
            Plan plan = whimbrel.plan(options);
            plan.throwIfForbidden();
            command.report(PlanPrinter.json(plan), () -> new PlanPrinter(command.terminal()).print(plan));
        } else {
            RunReport report = whimbrel.migrate(options, command.listener());
            command.report(RunPrinter.json(report), () -> {});
        }
        return ExitCode.OK;
    }
}
