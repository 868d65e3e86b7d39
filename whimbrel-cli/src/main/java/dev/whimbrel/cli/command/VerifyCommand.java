package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.VerificationPrinter;
import dev.whimbrel.database.Verification;
import dev.whimbrel.error.Problems;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code whimbrel verify}. */
@Command(
        name = "verify",
        description = "Compare the live databases with what the applied migrations promise: "
                + "every object they created is there, every index is valid, every vector column works.",
        footer = {"", "Examples:", "  whimbrel verify", "  whimbrel verify --database main --output json"})
final class VerifyCommand extends DatabaseCommand {

    VerifyCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        List<Verification> verifications = whimbrel.verifications();
        Problems found = verifications.stream().map(Verification::problems).reduce(Problems.NONE, Problems::and);
        return FindingsReport.print(
                this, found, Map.of("details", VerificationPrinter.json(verifications)), () -> new VerificationPrinter(
                                terminal())
                        .print(verifications, "everything the applied migrations created is there and valid"));
    }
}
