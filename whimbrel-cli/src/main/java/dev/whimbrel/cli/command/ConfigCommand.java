package dev.whimbrel.cli.command;

import dev.whimbrel.cli.output.JsonPrinter;
import dev.whimbrel.cli.output.SettingsPrinter;
import dev.whimbrel.cli.settings.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code whimbrel config}. */
@Command(
        name = "config",
        description = "Show every effective setting and where it came from; secrets are masked.",
        footer = {"", "Examples:", "  whimbrel config", "  whimbrel config --output json"})
final class ConfigCommand implements Callable<Integer> {

    @Mixin
    final SettingsOptions settings = new SettingsOptions();

    @Mixin
    final OutputOption output = new OutputOption();

    @Mixin
    final TalkOptions talk = new TalkOptions();

    private final Program program;

    ConfigCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        List<Setting> entries = program.settings().load(settings.overrides()).entries();
        if (output.isJson()) {
            new JsonPrinter(program.terminal()).print(SettingsPrinter.json(entries));
        } else {
            new SettingsPrinter(program.terminal()).print(entries);
        }
        return ExitCode.OK;
    }
}
