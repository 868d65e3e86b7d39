package dev.whimbrel.cli.command;

import dev.whimbrel.cli.output.JsonPrinter;
import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.cli.output.RunPrinter;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.report.Json;
import dev.whimbrel.run.RunFailedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into lines for a person, JSON for a program, and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        Problems problems =
                failure instanceof WhimbrelException foreseen ? foreseen.problems() : Problems.of(unforeseen(failure));
        int exitCode = failure instanceof WhimbrelException foreseen ? ExitCode.of(foreseen) : ExitCode.FAILED;
        ParseResult ofCommand = innermost(arguments);
        new ProblemPrinter(terminal).print(problems);
        if (isJson(ofCommand)) {
            new JsonPrinter(terminal).print(report(failure, problems));
        }
        if (ofCommand.hasMatchedOption("--stacktrace")) {
            failure.printStackTrace(terminal.err());
        }
        return exitCode;
    }

    private static ParseResult innermost(ParseResult arguments) {
        return arguments.hasSubcommand() ? innermost(arguments.subcommand()) : arguments;
    }

    private static boolean isJson(ParseResult arguments) {
        return arguments.hasMatchedOption("--output")
                && "json".equalsIgnoreCase(String.valueOf(arguments.matchedOptionValue("--output", (Object) "")));
    }

    private static Map<String, @Nullable Object> report(Exception failure, Problems problems) {
        if (failure instanceof RunFailedException run) {
            return RunPrinter.json(run.report());
        }
        return Json.failure(problems);
    }

    private static Problem unforeseen(Exception failure) {
        return new Problem(
                ErrorCode.INTERNAL,
                "unexpected " + failure.getClass().getSimpleName(),
                String.valueOf(failure.getMessage()),
                "run again with --stacktrace and report what it prints; running again is safe");
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        new ProblemPrinter(terminal)
                .print(new Problem(
                        ErrorCode.USAGE,
                        String.valueOf(failure.getMessage()),
                        "the command line is not understood; nothing was touched",
                        "see `" + command.getCommandSpec().qualifiedName() + " --help`"));
        return ExitCode.USAGE;
    }
}
