package dev.whimbrel.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command, for {@code man}. picocli's own generator writes AsciiDoc, which needs Ruby to become a page.
 *
 * @param name of the page: {@code whimbrel-migrate}
 * @param text in the language of {@code man} (groff_man(7))
 */
public record ManPage(String name, String text) {

    /** {@return the page of the program and that of each of its commands} */
    public static List<ManPage> all(CommandSpec root) {
        List<CommandSpec> commands = CommandWords.commands(root);
        List<String> names = commands.stream().map(ManPage::name).toList();
        List<ManPage> pages = commands.stream()
                .map(command -> page(command, List.of(), List.of(root.name())))
                .collect(Collectors.toList());
        pages.add(0, page(root, commands, names));
        return List.copyOf(pages);
    }

    private static ManPage page(CommandSpec command, List<CommandSpec> commands, List<String> related) {
        StringBuilder text = new StringBuilder();
        text.append(".TH ")
                .append(escaped(name(command).toUpperCase(Locale.ROOT)))
                .append(" 1 \"\" \"")
                .append(escaped(String.join(" ", command.root().version())))
                .append("\" \"Whimbrel\"\n.nh\n.ad l\n");
        section(text, "NAME", escaped(name(command)) + " \\- " + escaped(CommandWords.summary(command)));
        section(text, "SYNOPSIS", synopsis(command, !commands.isEmpty()));
        section(text, "DESCRIPTION", escaped(CommandWords.description(command) + remarks(command)));
        list(text, "COMMANDS", commands.stream().map(ManPage::entry).toList());
        list(
                text,
                "ARGUMENTS",
                command.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .map(ManPage::entry)
                        .toList());
        list(
                text,
                "OPTIONS",
                CommandWords.options(command).stream().map(ManPage::entry).toList());
        list(
                text,
                "EXIT STATUS",
                command.usageMessage().exitCodeList().entrySet().stream()
                        .map(code -> entry(code.getKey().strip(), code.getValue()))
                        .toList());
        examples(text, List.of(command.usageMessage().footer()));
        section(
                text,
                "SEE ALSO",
                related.stream().map(page -> "\\fB" + escaped(page) + "\\fR(1)").collect(Collectors.joining(", ")));
        return new ManPage(name(command), text.toString());
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private static String synopsis(CommandSpec command, boolean hasCommands) {
        return "\\fB" + escaped(command.qualifiedName()) + "\\fR "
                + (hasCommands ? "\\fICOMMAND\\fR " : "")
                + "[\\fIoptions\\fR]"
                + command.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .map(parameter -> " \\fI" + escaped(parameter.paramLabel()) + "\\fR")
                        .collect(Collectors.joining());
    }

    private static String entry(CommandSpec command) {
        return entry(command.name(), CommandWords.summary(command));
    }

    private static String entry(PositionalParamSpec parameter) {
        return ".TP\n\\fI" + escaped(parameter.paramLabel()) + "\\fR\n" + escaped(CommandWords.description(parameter));
    }

    private static String entry(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
        return ".TP\n"
                + List.of(option.names()).stream()
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .collect(Collectors.joining(", "))
                + value + "\n" + escaped(CommandWords.description(option));
    }

    private static String entry(String term, String meaning) {
        return ".TP\n\\fB" + escaped(term) + "\\fR\n" + escaped(meaning);
    }

    private static void section(StringBuilder text, String title, String body) {
        if (!body.isEmpty()) {
            text.append(".SH ").append(title).append('\n').append(body).append('\n');
        }
    }

    private static void list(StringBuilder text, String title, List<String> entries) {
        section(text, title, String.join("\n", entries));
    }

    /** What stands in the footer before the first title. */
    private static String remarks(CommandSpec command) {
        return Stream.of(command.usageMessage().footer())
                .takeWhile(line -> !isTitle(line))
                .filter(line -> !line.isBlank())
                .map(line -> " " + line.strip())
                .collect(Collectors.joining());
    }

    private static boolean isTitle(String line) {
        return line.endsWith(":") && !line.startsWith(" ");
    }

    /** Below the titles of the footer everything is typed as it stands. */
    private static void examples(StringBuilder text, List<String> footer) {
        boolean isOpen = false;
        for (String line : footer) {
            if (isTitle(line)) {
                text.append(isOpen ? ".fi\n" : "")
                        .append(".SH ")
                        .append(line.replace(":", "").toUpperCase(Locale.ROOT))
                        .append("\n.nf\n");
                isOpen = true;
            } else if (isOpen && !line.isBlank()) {
                text.append(escaped(line.strip())).append('\n');
            }
        }
        text.append(isOpen ? ".fi\n" : "");
    }

    private static final Map<String, String> SPECIAL = Map.of("\\", "\\e", "-", "\\-", "'", "\\(aq", "`", "\\(ga");

    /** Hyphens that can be copied, and nothing that begins a request. */
    private static String escaped(String text) {
        String inside = text.chars()
                .mapToObj(Character::toString)
                .map(character -> SPECIAL.getOrDefault(character, character))
                .collect(Collectors.joining());
        return inside.startsWith(".") ? "\\&" + inside : inside;
    }
}
