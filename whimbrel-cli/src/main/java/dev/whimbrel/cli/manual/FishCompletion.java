package dev.whimbrel.cli.manual;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script by which fish completes commands and options; picocli has one for bash only. */
public final class FishCompletion {

    private FishCompletion() {}

    /** {@return the whole script} */
    public static String of(CommandSpec root) {
        List<String> lines = new ArrayList<>();
        lines.add("# Completion of " + root.name() + " for fish.");
        lines.add("complete -c " + root.name() + " -f");
        for (OptionSpec option : CommandWords.options(root)) {
            lines.add(line(root, "__fish_use_subcommand") + option(option));
        }
        for (CommandSpec command : CommandWords.commands(root)) {
            lines.add(line(root, "__fish_use_subcommand") + " -a " + command.name() + " -d "
                    + quoted(CommandWords.summary(command)));
        }
        for (CommandSpec command : CommandWords.commands(root)) {
            String line = line(root, "__fish_seen_subcommand_from " + command.name());
            command.positionalParameters().stream()
                    .filter(parameter -> !CommandWords.choices(parameter).isEmpty())
                    .forEach(parameter -> lines.add(line + values(parameter)));
            CommandWords.options(command).forEach(option -> lines.add(line + option(option)));
        }
        return String.join("\n", lines);
    }

    private static String line(CommandSpec root, String condition) {
        return "complete -c " + root.name() + " -n " + quoted(condition);
    }

    private static String option(OptionSpec option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            text.append(CommandWords.isPath(option) ? " -r -F" : " -x");
            text.append(values(option));
        }
        return text + " -d " + quoted(CommandWords.summary(option));
    }

    private static String values(ArgSpec argument) {
        List<String> choices = CommandWords.choices(argument);
        return choices.isEmpty() ? "" : " -a " + quoted(String.join(" ", choices));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
