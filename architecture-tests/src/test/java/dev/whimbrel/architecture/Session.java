package dev.whimbrel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.testkit.readme.ReadmeBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Somebody who types what a document shows, and looks whether it prints what the document says. */
final class Session {

    private static final String EXPORT = "export ";
    private static final String SHOW = "cat ";

    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

    private final Path directory;
    private final Map<String, String> variables = new TreeMap<>();

    Session(Path directory) {
        this.directory = directory;
    }

    Session variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Do what nobody looks at. */
    void prepare(List<String> lines) throws IOException, InterruptedException {
        for (String line : lines) {
            ReadmeBlock.Command command = new ReadmeBlock.Command(line, List.of());
            if (command.words().get(0).equals("whimbrel")) {
                whimbrel(command);
            } else {
                shell(line);
            }
        }
    }

    void follow(ReadmeBlock block) throws IOException, InterruptedException {
        for (ReadmeBlock.Command command : block.commands()) {
            follow(command);
        }
    }

    private void follow(ReadmeBlock.Command command) throws IOException, InterruptedException {
        String line = command.line();
        if (line.startsWith(EXPORT)) {
            String[] pair = line.substring(EXPORT.length()).split("=", 2);
            // what lies in the working directory of a process of its own
            variable(pair[0], pair[1].replaceFirst("^sqlite:(?!/)", "sqlite:" + directory + "/"));
        } else if (line.startsWith(SHOW)) { // the person writes it, as it is shown
            Files.write(directory.resolve(line.substring(SHOW.length())), command.shown());
        } else if (!line.startsWith("sqlite3 ")) { // not every machine has it
            String printed = command.words().get(0).equals("whimbrel") ? whimbrel(command) : shell(line);
            assertThat(command.shows(printed))
                    .as("shown is:\n$ %s\n%s\n\nprinted is:\n%s", line, String.join("\n", command.shown()), printed)
                    .isTrue();
        }
    }

    private String whimbrel(ReadmeBlock.Command command) {
        StringWriter both = new StringWriter();
        PrintWriter writer = new PrintWriter(both);
        Program program = new Program(
                new Terminal(writer, writer, Ansi.OFF),
                directory,
                variables,
                InputStream.nullInputStream(),
                Program.Prompt.NONE);
        List<String> words = WORD.matcher(command.line())
                .results()
                .map(word -> word.group().replace("'", ""))
                .toList();
        program.run(words.subList(1, words.size()).toArray(String[]::new));
        writer.flush();
        // a process of its own would have this as its working directory
        return both.toString().replace(directory + "/", "");
    }

    private String shell(String line) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", line).directory(directory.toFile());
        bash.environment().putAll(variables);
        Process process = bash.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
