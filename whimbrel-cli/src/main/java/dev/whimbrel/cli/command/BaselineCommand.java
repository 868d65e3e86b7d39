package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.migration.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code whimbrel baseline}. */
@Command(
        name = "baseline",
        description = "Declare that an existing database is at a version already; migrations up to it will not run.",
        footer = {"", "Examples:", "  whimbrel baseline 002", "  whimbrel baseline 002 --database main"})
final class BaselineCommand extends DatabaseCommand {

    @Parameters(paramLabel = "V", description = "The version the database is at.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    Version version;

    BaselineCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        List<String> databases =
                effective.databases().stream().map(DatabaseSettings::name).toList();
        databases.forEach(database -> whimbrel.baseline(database, version, listener()));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", "baseline");
        json.put("version", version.toString());
        json.put("databases", databases);
        report(
                json,
                () -> databases.forEach(database -> terminal()
                        .print(database + " is declared to be at version " + version
                                + "; what comes after it will run")));
        return ExitCode.OK;
    }
}
