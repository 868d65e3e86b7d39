package dev.whimbrel.cli;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Where the program begins: the only place that knows the process's own streams, environment and exit. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        boolean isVerbose = Arrays.asList(args).contains("--verbose");
        if (!isVerbose) {
            // Drivers log by themselves what they also throw. Configured by a class that does nothing, the platform's
            // logging has no handler, and reads no file; that takes place when the first driver is used.
            System.setProperty("java.util.logging.config.class", Object.class.getName());
        }
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", isVerbose ? "info" : "off");
        Terminal terminal = new Terminal(writer(System.out), writer(System.err), isWatched() ? Ansi.ON : Ansi.OFF);
        Program program = new Program(terminal, Path.of("").toAbsolutePath(), System.getenv(), System.in, prompt());
        System.exit(program.run(args));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Colours only where a person looks on and has not asked to be spared (no-color.org). */
    private static boolean isWatched() {
        return terminal().isPresent() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    private static Program.Prompt prompt() {
        return terminal().<Program.Prompt>map(ConsolePrompt::new).orElse(Program.Prompt.NONE);
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Main::isTerminal);
    }

    /** From Java 22 on there is a console even without a terminal; it then has a method that says so. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
