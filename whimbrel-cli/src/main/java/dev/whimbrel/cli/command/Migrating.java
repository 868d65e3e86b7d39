package dev.whimbrel.cli.command;

import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.cli.output.BackfillPrinter;
import dev.whimbrel.cli.output.PlanPrinter;
import dev.whimbrel.cli.output.RunPrinter;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Going up, as the commands that do it have in common. */
final class Migrating {

    private Migrating() {}

    static int run(ConnectedCommand command, Whimbrel whimbrel, UpMixin up) {
        return run(command, whimbrel, up, When.LATER);
    }

    /** When long work that was begun is completed. */
    enum When {
        NOW,
        LATER
    }

    static int run(ConnectedCommand command, Whimbrel whimbrel, UpMixin up, When backfill) {
        UpOptions options = up.options();
        if (up.dryRun) {
            Plan plan = whimbrel.plan(options);
            plan.throwIfForbidden();
            command.report(PlanPrinter.json(plan), () -> new PlanPrinter(command.terminal()).print(plan));
        } else {
            RunReport report = InterruptedRun.watch(command, whimbrel, listener -> whimbrel.migrate(options, listener));
            Map<String, @Nullable Object> json = RunPrinter.json(report);
            if (backfill == When.NOW) {
                BackfillOptions defaults = BackfillOptions.defaults();
                List<BackfillReport> reports = Backfilling.run(command, whimbrel, defaults, new BackfillStop());
                json.put("backfills", BackfillPrinter.json(reports));
                command.report(json, () -> {});
                return Backfilling.exitCode(command, reports, defaults);
            }
            command.report(json, () -> {});
        }
        return ExitCode.OK;
    }
}
