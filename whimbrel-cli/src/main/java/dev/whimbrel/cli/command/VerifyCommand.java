package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.Problems;
import picocli.CommandLine.Command;

/** {@code whimbrel verify}. */
@Command(
        name = "verify",
        description = "Compare the live databases with what the applied migrations promise: "
                + "every object they created is there, every index is valid.",
        footer = {"", "Examples:", "  whimbrel verify", "  whimbrel verify --database main --output json"})
final class VerifyCommand extends DatabaseCommand {

    VerifyCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        Problems found = whimbrel.verify().values().stream().reduce(Problems.NONE, Problems::and);
        return FindingsReport.print(this, found, "everything the applied migrations created is there and valid");
    }
}
