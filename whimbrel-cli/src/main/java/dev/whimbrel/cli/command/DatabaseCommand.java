package dev.whimbrel.cli.command;

import dev.whimbrel.cli.settings.Overrides;
import picocli.CommandLine.Mixin;

/** A command that works on the databases of the settings. */
abstract class DatabaseCommand extends ConnectedCommand {

    @Mixin
    final SettingsOptions settings = new SettingsOptions();

    DatabaseCommand(Program program) {
        super(program);
    }

    @Override
    Overrides overrides() {
        return settings.overrides();
    }
}
