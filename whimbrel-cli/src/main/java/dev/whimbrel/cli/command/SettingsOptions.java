package dev.whimbrel.cli.command;

import dev.whimbrel.cli.settings.Overrides;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which settings, databases and folders a command works with. */
final class SettingsOptions {

    @Mixin
    final FolderOptions folders = new FolderOptions();

    @Option(names = "--database", paramLabel = "NAME", description = "Only this one of the configured databases.")
    Optional<String> database = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, instead of those in the settings: postgresql://host:5432/name or sqlite:file.db. "
                            + "The password comes from the environment, ~/.pgpass or a prompt, never from here.")
    Optional<String> url = Optional.empty();

    Overrides overrides() {
        url.ifPresent(given -> refuseSecret("--url", given));
        return folders.overrides().withDatabase(database, url);
    }

    /** Refuse a URL with a password in it, wherever on the command line it stands. */
    static void refuseSecret(String option, String url) {
        if (DatabaseSettings.holdsSecret(url)) {
            throw new SettingsException(
                    new Problem(
                            ErrorCode.SECRET_IN_ARGUMENT,
                            option + " holds a password",
                            "every user of this machine can read it in the list of processes",
                            "leave the password out and set PGPASSWORD or use ~/.pgpass; or set DATABASE_URL to the whole URL"));
        }
    }
}
