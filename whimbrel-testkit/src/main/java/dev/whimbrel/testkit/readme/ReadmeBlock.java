package dev.whimbrel.testkit.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of the README: commands, each with what it prints. A line {@code …} stands for any number of
 * lines, within a line for any text.
 *
 * @param commands in order
 */
public record ReadmeBlock(List<Command> commands) {

    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("WB-\\d{4}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z0-9_]+=\\S*");

    /**
     * A command as it is typed.
     *
     * @param line without the prompt
     * @param shown what the README shows of its output
     */
    public record Command(String line, List<String> shown) {

        /** {@return the variables that are set for this command alone} */
        public Map<String, String> variables() {
            Map<String, String> variables = new LinkedHashMap<>();
            Arrays.stream(line.split(" "))
                    .takeWhile(word -> VARIABLE.matcher(word).matches())
                    .map(word -> word.split("=", 2))
                    .forEach(pair -> variables.put(pair[0], pair[1]));
            return variables;
        }

        /** {@return the program and its arguments} */
        public List<String> words() {
            return Arrays.stream(line.split(" "))
                    .dropWhile(word -> VARIABLE.matcher(word).matches())
                    .toList();
        }

        /** {@return whether that is what is shown, however long it took and whenever it was} */
        public boolean shows(String output) {
            String expected = shown.stream()
                    .map(line -> line.equals("…") ? "(?:.*\n)*?" : asPattern(withoutTimes(line)) + "\n")
                    .collect(Collectors.joining());
            String actual =
                    output.lines().map(line -> withoutTimes(line) + "\n").collect(Collectors.joining());
            return actual.matches(expected);
        }

        private static String asPattern(String line) {
            return Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        }

        private static String withoutTimes(String line) {
            return line.replaceAll("\\b\\d+(\\.\\d+)? (ms|s)\\b", "(time)")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "(date)")
                    .replaceAll(" +", " ")
                    .strip();
        }
    }

    /** {@return the blocks of {@code README.md} in the working directory, in order} */
    public static List<ReadmeBlock> all() throws IOException {
        return of(Path.of("README.md"));
    }

    /** {@return the blocks of a document, in order} */
    public static List<ReadmeBlock> of(Path document) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(document));
        List<ReadmeBlock> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(parse(matcher.group(1)));
        }
        return blocks;
    }

    private static ReadmeBlock parse(String text) {
        List<Command> commands = new ArrayList<>();
        text.lines().forEach(line -> {
            if (line.startsWith("$ ")) {
                commands.add(new Command(line.substring(2), new ArrayList<>()));
            } else {
                commands.get(commands.size() - 1).shown().add(line);
            }
        });
        return new ReadmeBlock(commands);
    }

    /** {@return the code of the error that it shows, or nothing} */
    public String code() {
        return commands.stream()
                .flatMap(command -> command.shown().stream())
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("");
    }
}
