package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code whimbrel wait}. */
@Command(
        name = "wait",
        description = "Wait until the databases accept connections, as in a container's start.",
        footer = {"", "Examples:", "  whimbrel wait && whimbrel migrate", "  whimbrel wait --timeout 2m"})
final class WaitCommand extends DatabaseCommand {

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long at the most (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Duration timeout;

    WaitCommand(Program program) {
        super(program);
    }

    /** One silent server is not to use up more than the time there is. */
    @Override
    Settings adapted(Settings settings) {
        Duration answer = settings.timeouts().answer();
        boolean isShorter = timeout.compareTo(answer) < 0 && !timeout.isZero() && !timeout.isNegative();
        return isShorter ? settings.withTimeouts(settings.timeouts().withAnswer(timeout)) : settings;
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        whimbrel.await(timeout);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", "ready");
        json.put(
                "databases",
                effective.databases().stream().map(DatabaseSettings::name).toList());
        report(json, () -> effective.databases().forEach(database -> terminal()
                .print(database.name() + " accepts connections")));
        return ExitCode.OK;
    }
}
