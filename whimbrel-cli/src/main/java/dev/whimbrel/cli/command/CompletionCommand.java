package dev.whimbrel.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code whimbrel completion}. */
@Command(
        name = "completion",
        description = "Print a script by which a shell completes commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(whimbrel completion bash)",
            "  whimbrel completion fish > ~/.config/fish/completions/whimbrel.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "bash|zsh|fish",
            description = "The shell (default: bash, whose script zsh understands, too).")
    private Shell shell = Shell.BASH;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Program program;

    CompletionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        program.terminal().print(shell.script(spec.root()));
        return ExitCode.OK;
    }
}
