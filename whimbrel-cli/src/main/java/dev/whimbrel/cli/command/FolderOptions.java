package dev.whimbrel.cli.command;

import dev.whimbrel.cli.settings.Overrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where settings and migrations lie. */
final class FolderOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file (default: whimbrel.yaml in the working directory).")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            split = ",",
            description = "The folder of the migrations (default: migrations).")
    List<Path> migrations = List.of();

    Overrides overrides() {
        return Overrides.of(config, Optional.empty(), Optional.empty(), migrations);
    }
}
