package dev.whimbrel.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code whimbrel completion}. */
@Command(
        name = "completion",
        description = "Print a script by which bash or zsh completes commands and options.",
        footer = {"", "Examples:", "  source <(whimbrel completion)", "  whimbrel completion > ~/.whimbrel-completion"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Program program;

    CompletionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        program.terminal().print(AutoComplete.bash("whimbrel", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
