package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.StatusPrinter;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.StatusReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code whimbrel status}. */
@Command(
        name = "status",
        description = "Show every database: folder layout, current version, and where each migration stands.",
        footer = {
            "",
            "Examples:",
            "  whimbrel status",
            "  whimbrel status --check --quiet || echo 'migrations are pending'",
            "  whimbrel status --output json | jq .pending"
        })
final class StatusCommand extends DatabaseCommand {

    @Option(names = "--check", description = "Exit with 3 if anything is pending.")
    boolean check;

    StatusCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        Plan plan = whimbrel.plan(UpOptions.defaults());
        plan.readScripts();
        StatusReport status =
                new StatusReport(plan, whimbrel.kinds(), whimbrel.backfills().statuses(plan));
        report(() -> status.json(Disclosure.FULL), () -> new StatusPrinter(terminal()).print(status));
        return check && isPending(plan) ? ExitCode.PENDING : ExitCode.OK;
    }

    /** What came late is not planned, and is still not applied. */
    private static boolean isPending(Plan plan) {
        return !plan.isEmpty()
                || plan.statuses().stream()
                        .anyMatch(status -> status.state() == State.OUT_OF_ORDER || status.state() == State.RUNNING);
    }
}
