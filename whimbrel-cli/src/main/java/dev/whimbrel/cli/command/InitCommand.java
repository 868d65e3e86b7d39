package dev.whimbrel.cli.command;

import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.cli.settings.SettingsLoader;
import dev.whimbrel.source.Survey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code whimbrel init}. */
@Command(
        name = "init",
        description = "Write whimbrel.yaml and the folder for the migrations into the working directory.",
        footer = {
            "",
            "Examples:",
            "  whimbrel init",
            "  whimbrel init --migrations db/migrations",
            "  whimbrel init --from prisma/migrations"
        })
final class InitCommand implements Callable<Integer> {

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The folder of the migrations (default: ${DEFAULT-VALUE}).")
    Path migrations = Path.of("migrations");

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "A folder with migrations of whatever tool: tell what it is and propose settings for it.")
    Optional<Path> from = Optional.empty();

    @Mixin
    final TalkOptions talk = new TalkOptions();

    private final Program program;

    InitCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if (from.isPresent()) {
            propose(from.get());
            return ExitCode.OK;
        }
        NewFiles.folder(program.directory().resolve(migrations));
        NewFiles.write(program.directory().resolve(SettingsLoader.FILE), ProposedSettings.ofEmpty(migrations));
        if (!talk.quiet) {
            program.terminal().print("wrote " + SettingsLoader.FILE + " and the folder " + migrations);
            program.terminal().print("next: set DATABASE_URL, then `whimbrel create initial --down`");
        }
        return ExitCode.OK;
    }

    private void propose(Path folder) {
        Survey survey = Survey.of(program.directory().resolve(folder));
        NewFiles.write(program.directory().resolve(SettingsLoader.FILE), ProposedSettings.of(folder, survey));
        if (!talk.quiet) {
            Terminal terminal = program.terminal();
            terminal.print("found " + survey.layout() + " layout, versions: "
                    + survey.versions().size());
            survey.databases()
                    .forEach(guess ->
                            terminal.print("  " + guess.name() + "  " + guess.kind() + "  (" + guess.evidence() + ")"));
            if (!survey.passedOver().isEmpty()) {
                terminal.print("passed over: " + String.join(", ", survey.passedOver()));
            }
            terminal.print("wrote " + SettingsLoader.FILE);
            terminal.print(
                    "next: set " + String.join(", ", ProposedSettings.variables(survey)) + ", then `whimbrel status`");
        }
    }
}
