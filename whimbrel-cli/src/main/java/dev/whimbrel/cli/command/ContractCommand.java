package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code whimbrel contract}. */
@Command(
        name = "contract",
        description =
                "Remove the vectors of an embedding that another one has replaced: triggers, index, column or table.",
        footer = {"", "There is no way back.", "", "Example:", "  whimbrel contract 003"})
final class ContractCommand extends DatabaseCommand {

    @Parameters(paramLabel = "VERSION", description = "The version of the embedding that is not in use any more.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    Version version;

    ContractCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        Problems problems = whimbrel.backfills().contract(version);
        return FindingsReport.print(this, problems, "contracted " + version);
    }
}
