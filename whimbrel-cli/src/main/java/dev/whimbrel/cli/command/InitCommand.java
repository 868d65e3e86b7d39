package dev.whimbrel.cli.command;

import dev.whimbrel.cli.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code whimbrel init}. */
@Command(
        name = "init",
        description = "Write whimbrel.yaml and the folder for the migrations into the working directory.",
        footer = {"", "Examples:", "  whimbrel init", "  whimbrel init --migrations db/migrations"})
final class InitCommand implements Callable<Integer> {

    private static final String TEMPLATE = """
            # Settings of whimbrel; `whimbrel config` shows what is in force and where it comes from.
            migrations: %s

            databases:
              # postgresql://host:5432/name or sqlite:file.db; ${NAME} is replaced by the variable of that name.
              main: { url: "${DATABASE_URL}" }

            lock:
              wait: 60s          # how long to wait while another process migrates

            timeouts:
              lock: 2s           # how long a statement may queue for a table lock before it steps back
              retries: 30        # how often a migration that stepped back is tried again
            """;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The folder of the migrations (default: ${DEFAULT-VALUE}).")
    Path migrations = Path.of("migrations");

    @Mixin
    final TalkOptions talk = new TalkOptions();

    private final Program program;

    InitCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        Path folder = program.directory().resolve(migrations);
        NewFiles.folder(folder);
        NewFiles.write(program.directory().resolve(SettingsLoader.FILE), TEMPLATE.formatted(migrations));
        if (!talk.quiet) {
            program.terminal().print("wrote " + SettingsLoader.FILE + " and the folder " + migrations);
            program.terminal().print("next: set DATABASE_URL, then `whimbrel create initial --down`");
        }
        return ExitCode.OK;
    }
}
