package dev.whimbrel.cli.command;

import dev.whimbrel.cli.settings.Overrides;
import dev.whimbrel.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which settings, databases and folders a command works with. */
final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file (default: whimbrel.yaml in the working directory).")
    Optional<Path> config = Optional.empty();

    @Option(names = "--database", paramLabel = "NAME", description = "Only this one of the configured databases.")
    Optional<String> database = Optional.empty();

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            split = ",",
            description = "The folder of the migrations (default: migrations).")
    List<Path> migrations = List.of();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Optional<String> url = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, instead of those in the settings: postgresql://host:5432/name or sqlite:file.db. "
                            + "The password comes from the environment, ~/.pgpass or a prompt, never from here.")
    void setUrl(Optional<String> given) {
        given.filter(DatabaseSettings::holdsSecret).ifPresent(secret -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url holds a password, which every user of this machine can read in the process list; "
                            + "leave it out and set PGPASSWORD, or put the whole URL into DATABASE_URL");
        });
        url = given;
    }

    Overrides overrides() {
        return new Overrides(config, database, url, Optional.empty(), Optional.empty(), migrations, Optional.empty());
    }
}
