package dev.whimbrel.cli.manual;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command tells people of itself, as plain text. */
final class CommandWords {

    private CommandWords() {}

    /** {@return the commands that the help lists, in its order} */
    static List<CommandSpec> commands(CommandSpec root) {
        return root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    /** {@return the options that the help lists, in its order} */
    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
                .toList();
    }

    static String description(CommandSpec command) {
        return plain(command.usageMessage().description());
    }

    static String description(ArgSpec argument) {
        return plain(argument.description());
    }

    /** {@return the first sentence, without its full stop} */
    static String summary(CommandSpec command) {
        return sentence(description(command));
    }

    /** {@return the first sentence, without its full stop} */
    static String summary(ArgSpec argument) {
        return sentence(description(argument));
    }

    /** {@return the values that there are to choose from, if they are few} */
    static List<String> choices(ArgSpec argument) {
        return argument.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** {@return whether the value names a file or a folder} */
    static boolean isPath(ArgSpec argument) {
        return argument.type() == Path.class
                || Arrays.asList(argument.auxiliaryTypes()).contains(Path.class);
    }

    private static String plain(String... lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%");
    }

    private static String sentence(String text) {
        return text.split("\\. ", 2)[0].replaceFirst("\\.$", "");
    }
}
