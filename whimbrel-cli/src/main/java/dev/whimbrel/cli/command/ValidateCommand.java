package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import picocli.CommandLine.Command;

/** {@code whimbrel validate}. */
@Command(
        name = "validate",
        description = "Compare files with history: nothing edited, nothing gone, nothing late, every script readable.",
        footer = {"", "Examples:", "  whimbrel validate", "  whimbrel validate --output json"})
final class ValidateCommand extends DatabaseCommand {

    ValidateCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        return FindingsReport.print(this, whimbrel.validate(), "files and history agree");
    }
}
