package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.HealthPrinter;
import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.database.Health;
import java.util.List;
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
        List<Health> healths = whimbrel.health();
        report(HealthPrinter.json(healths), () -> new HealthPrinter(terminal()).print(healths));
        healths.forEach(health -> new ProblemPrinter(terminal()).print(health.problems()));
        return healths.stream().allMatch(Health::isUp) ? ExitCode.OK : ExitCode.FAILED;
    }
}
