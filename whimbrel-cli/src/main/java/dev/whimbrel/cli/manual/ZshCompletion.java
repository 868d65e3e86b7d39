package dev.whimbrel.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The script by which zsh completes commands and options, with what they mean; that of picocli, made for bash, does without.
 * It may lie on {@code fpath} as {@code _whimbrel}, or be sourced.
 */
public final class ZshCompletion {

    private ZshCompletion() {}

    /** {@return the whole script} */
    public static String of(CommandSpec root) {
        String name = root.name();
        List<CommandSpec> commands = CommandWords.commands(root);
        List<String> lines = new ArrayList<>();
        lines.add("#compdef " + name);
        lines.add("# Completion of " + name + " for zsh.");
        lines.add("_" + name + "() {");
        lines.add("    local curcontext=\"$curcontext\" state state_descr line ret=1");
        lines.add("    typeset -A opt_args");
        lines.add("    local -a commands");
        lines.add("    commands=(");
        for (CommandSpec command : commands) {
            lines.add("        " + quoted(command.name() + ":" + escaped(CommandWords.summary(command))));
        }
        lines.add("    )");
        lines.add("    _arguments -C" + options(root) + " '1:command:->command' '*::argument:->argument' && ret=0");
        lines.add("    case $state in");
        lines.add("    command) _describe -t commands command commands && ret=0 ;;");
        lines.add("    argument)");
        lines.add("        case $words[1] in");
        for (CommandSpec command : commands) {
            lines.add("        " + command.name() + ") _arguments" + options(command) + arguments(command)
                    + " && ret=0 ;;");
        }
        lines.add("        esac ;;");
        lines.add("    esac");
        lines.add("    return ret");
        lines.add("}");
        lines.add("if [ \"$funcstack[1]\" = _" + name + " ]; then _" + name + " \"$@\"; else compdef _" + name + " "
                + name + "; fi");
        return String.join("\n", lines);
    }

    private static String options(CommandSpec command) {
        return CommandWords.options(command).stream().map(ZshCompletion::option).collect(Collectors.joining());
    }

    /** Each name of an option is an entry of its own, which shuts out the others. */
    private static String option(OptionSpec option) {
        String names = String.join(" ", option.names());
        boolean hasValue = option.arity().max() > 0;
        return List.of(option.names()).stream()
                .map(name -> " "
                        + quoted((option.names().length > 1 ? "(" + names + ")" : "")
                                + name
                                + (hasValue && name.startsWith("--") ? "=" : hasValue ? "+" : "")
                                + "["
                                + escaped(CommandWords.summary(option))
                                + "]"
                                + (hasValue ? value(option) : "")))
                .collect(Collectors.joining());
    }

    private static String arguments(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(parameter -> " " + quoted("*" + value(parameter)))
                .collect(Collectors.joining());
    }

    private static String value(ArgSpec argument) {
        List<String> choices = CommandWords.choices(argument);
        String action = !choices.isEmpty()
                ? "(" + String.join(" ", choices) + ")"
                : CommandWords.isPath(argument) ? "_files" : " ";
        return ":" + escaped(argument.paramLabel()) + ":" + action;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
