package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.cli.output.BackfillPrinter;
import dev.whimbrel.cli.output.StatusPrinter;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.StatusReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        StatusReport status = new StatusReport(plan, whimbrel.kinds());
        boolean isLong = plan.statuses().stream().anyMatch(each -> each.kind().isLongRunning());
        Map<String, List<WorkStatus>> works = isLong ? whimbrel.backfills().statuses() : Map.of();
        Map<String, @Nullable Object> json = status.json(Disclosure.FULL);
        if (isLong) {
            json.put("long_work", BackfillPrinter.jsonOfWorks(works));
        }
        report(json, () -> {
            StatusPrinter printer = new StatusPrinter(terminal());
            printer.print(status);
            printer.printWorks(works);
        });
        return check && isPending(plan) ? ExitCode.PENDING : ExitCode.OK;
    }

    /** What came late is not planned, and is still not applied. */
    private static boolean isPending(Plan plan) {
        return !plan.isEmpty()
                || plan.statuses().stream()
                        .anyMatch(status -> status.state() == State.OUT_OF_ORDER || status.state() == State.RUNNING);
    }
}
