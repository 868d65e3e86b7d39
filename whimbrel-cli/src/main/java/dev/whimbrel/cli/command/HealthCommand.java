package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.HealthPrinter;
import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.HealthReport;
import picocli.CommandLine.Command;

/** {@code whimbrel health}. */
@Command(
        name = "health",
        description = "Show whether each database can be reached and is ready: version, extensions, privileges, lock.",
        footer = {"", "Examples:", "  whimbrel health", "  whimbrel health --output json | jq .status"})
final class HealthCommand extends DatabaseCommand {

    HealthCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        HealthReport health = new HealthReport(whimbrel.health());
        report(health.json(Disclosure.FULL), () -> new HealthPrinter(terminal()).print(health.healths()));
        health.healths().forEach(each -> new ProblemPrinter(terminal()).print(each.problems()));
        return health.isUp() ? ExitCode.OK : ExitCode.FAILED;
    }
}
