package dev.whimbrel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Commands;
import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Commands and options that the documents show, in blocks and within lines, are there. */
class DocumentedCommandsTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```");
    private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");

    /** The program as it is called at the beginning of a line or after another command, and what follows it. */
    private static final Pattern CALL = Pattern.compile(
            "(?:^|&& |exec |<\\()(?:\\$ )?(?:[A-Z_]+=\\S+ )*(?:\\S*/)?" + "whimbrel ((?:[a-z][a-z-]*|-)[^|;&#<>`)]*)");

    /** Without the program's name: {@code migrate --target 004}. */
    private static final Pattern SHORT_CALL = Pattern.compile("^[a-z][a-z-]* --[a-z].*");

    private static final Pattern OPTION = Pattern.compile("(?<=\\s)(--?[a-zA-Z][a-zA-Z-]*)");

    /** What is shown because it is wrong, or begins with the program's name and is no call. */
    private static final Set<String> NO_CALLS = Set.of("migrate --targt 002", "embedding profile 1 provider=local …");

    private final CommandLine program = Commands.of(
            new Program(
                    new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), Ansi.OFF),
                    ROOT,
                    Map.of(),
                    InputStream.nullInputStream(),
                    Program.Prompt.NONE),
            List.of());

    private static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/node_modules/"))
                    .forEach(found::add);
        }
        return found;
    }

    private List<String> calls(Path place, String document) {
        List<String> found = new ArrayList<>();
        Matcher fence = FENCE.matcher(document);
        while (fence.find()) {
            if (List.of("sh", "console").contains(fence.group(1))) {
                fence.group(2)
                        .lines()
                        .flatMap(DocumentedCommandsTests::calledIn)
                        .forEach(found::add);
            }
        }
        Matcher inline = INLINE.matcher(FENCE.matcher(document).replaceAll(""));
        while (inline.find()) {
            calledIn(inline.group(1)).forEach(found::add);
            if (isShortCall(place, inline.group(1))) {
                found.add(inline.group(1));
            }
        }
        return found;
    }

    /** On the pages about other tools, what is short is theirs. */
    private boolean isShortCall(Path place, String code) {
        return SHORT_CALL.matcher(code).matches()
                && program.getSubcommands().containsKey(code.split(" ", 2)[0])
                && !place.toString().contains("coming-from");
    }

    private static Stream<String> calledIn(String line) {
        return CALL.matcher(line).results().map(call -> call.group(1).strip());
    }

    /** {@return what is wrong with a call} What is the command of another program is none of ours. */
    private Optional<String> problem(String call) {
        String name = call.split("\\s+", 2)[0];
        if (name.startsWith("-")) {
            return unknownOption(program, call);
        }
        CommandLine command = program.getSubcommands().get(name);
        return command == null ? Optional.of("no command " + name) : unknownOption(command, call);
    }

    private static Optional<String> unknownOption(CommandLine command, String call) {
        return OPTION.matcher(" " + call)
                .results()
                .map(option -> option.group(1))
                .filter(option -> !command.getCommandSpec().optionsMap().containsKey(option))
                .findFirst()
                .map(option -> "no option " + option);
    }

    @Test
    void areThere() throws IOException {
        List<String> problems = new ArrayList<>();
        int count = 0;
        for (Path document : documents()) {
            for (String call : calls(document, Files.readString(document))) {
                if (!NO_CALLS.contains(call)) {
                    count++;
                    problem(call).ifPresent(problem -> problems.add(document + ": " + call + ": " + problem));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(count).isGreaterThan(300);
    }

    @Test
    void everyCommandHasAPageThatNamesItsOptions() throws IOException {
        for (CommandLine command : program.getSubcommands().values()) {
            String name = command.getCommandName();
            if (!command.getCommandSpec().usageMessage().hidden()) {
                String page = Files.readString(ROOT.resolve("docs/commands/" + name + ".md"));
                assertThat(page).startsWith("# whimbrel " + name + "\n");
                if (!page.contains("further options are those of")) {
                    assertThat(command.getCommandSpec().options())
                            .filteredOn(option -> !option.hidden())
                            .allSatisfy(option -> assertThat(page).contains(option.longestName()));
                }
            }
        }
    }

    @Test
    void wouldNoticeAWrongOne() {
        assertThat(calls(ROOT, "```sh\n./whimbrel migrate --dry\n```\nand `whimbrel mend`, `status --now`"))
                .containsExactly("migrate --dry", "mend", "status --now")
                .allSatisfy(call -> assertThat(problem(call)).isPresent());
    }
}
