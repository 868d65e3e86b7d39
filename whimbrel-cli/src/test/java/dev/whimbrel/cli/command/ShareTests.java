package dev.whimbrel.cli.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual pages and completion scripts that are packed. */
class ShareTests {

    @TempDir
    @Nullable
    Path home;

    private Path share = Path.of("");

    @BeforeEach
    void write() {
        Workplace workplace = new Workplace(requireNonNull(home));
        assertThat(workplace.run("share", "share").exitCode()).isZero();
        share = workplace.directory().resolve("share");
    }

    private static List<CommandSpec> commands() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Program program = new Program(
                new Terminal(nowhere, nowhere, Ansi.OFF),
                Path.of(""),
                Map.of(),
                InputStream.nullInputStream(),
                Program.Prompt.NONE);
        return Commands.of(program, List.of()).getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private String read(String name) throws IOException {
        return Files.readString(share.resolve(name));
    }

    @Test
    void everyCommandHasAPageThatTellsAllItsOptions() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(19);
        for (CommandSpec command : commands()) {
            String page = read("man/man1/whimbrel-" + command.name() + ".1").replace("\\-", "-");
            assertThat(page).contains(".SH NAME\nwhimbrel-" + command.name() + " - ", ".SH EXIT STATUS\n");
            for (OptionSpec option : command.options()) {
                assertThat(page)
                        .as(command.name())
                        .contains(Stream.of(option.names())
                                .map(name -> "\\fB" + name + "\\fR")
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    @Test
    void thePageOfTheProgramLeadsToAllOthers() throws IOException {
        String page = read("man/man1/whimbrel.1").replace("\\-", "-");
        assertThat(commands())
                .allSatisfy(command -> assertThat(page).contains("\\fBwhimbrel-" + command.name() + "\\fR(1)"));
        assertThat(page).doesNotContain("share");
    }

    /** A line that begins with a dot or a quote is taken for a request, and vanishes when it is none. */
    @Test
    void nothingInAPageIsTakenForARequest() throws IOException {
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            assertThat(pages.toList()).hasSizeGreaterThan(20).allSatisfy(page -> assertThat(Files.readAllLines(page))
                    .allMatch(line -> !line.startsWith("'")
                            && (!line.startsWith(".") || line.matches("\\.(TH .*|SH [A-Z ]+|TP|nf|fi|nh|ad l)"))));
        }
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void completionKnowsAllCommandsAndOptions(Shell shell) throws IOException {
        String script = read(shell.file());
        for (CommandSpec command : commands()) {
            assertThat(script).contains(command.name());
            for (OptionSpec option : command.options()) {
                String longest = option.longestName();
                assertThat(script).contains(shell == Shell.FISH ? "-l " + longest.substring(2) : longest);
            }
        }
        assertThat(script).doesNotContain("share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionPrintsWhatIsPacked(String shell) throws IOException {
        assertThat(new Workplace(requireNonNull(home)).run("completion", shell).out())
                .isEqualTo(read(Shell.valueOf(shell.toUpperCase(Locale.ROOT)).file()));
    }

    @Test
    void bashCompletes() throws IOException, InterruptedException {
        assertThat(completions("whimbrel", "mig")).containsExactlyInAnyOrder("migrate", "migrate-manual");
        assertThat(completions("whimbrel", "migrate", "--dry")).containsExactly("--dry-run");
        assertThat(completions("whimbrel", "status", "--output", "")).containsExactlyInAnyOrder("text", "json");
    }

    private List<String> completions(String... words) throws IOException, InterruptedException {
        String line = Stream.of(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Process bash = new ProcessBuilder(
                        "bash",
                        "--norc",
                        "-c",
                        "compopt() { :; }; source " + share.resolve(Shell.BASH.file()) + "; COMP_WORDS=(" + line
                                + "); COMP_CWORD=" + (words.length - 1)
                                + "; _complete_whimbrel; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).toList();
    }
}
