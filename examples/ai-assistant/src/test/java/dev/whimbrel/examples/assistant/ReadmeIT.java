package dev.whimbrel.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.testkit.readme.ReadmeBlock;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** Every command of the README is run, and prints what the README says. */
@RequiresPostgres
class ReadmeIT {

    @TempDir
    private Path home;

    private TestDatabase database;

    @BeforeEach
    void open() throws IOException {
        database = PostgresServer.shared().createDatabase();
        Files.copy(Path.of("whimbrel.yaml"), home.resolve("whimbrel.yaml"));
        Files.createDirectory(home.resolve("migrations"));
        try (Stream<Path> scripts = Files.list(Path.of("migrations"))) {
            for (Path script : scripts.toList()) {
                Files.copy(script, home.resolve(script));
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void leadsToWhatItSays() throws IOException {
        run(block(""), 0);
        assertThat(Files.readString(Path.of("src/main/java/dev/whimbrel/examples/assistant/Assistant.java")))
                .contains(javaLines());
    }

    /** The lines of the program that the README shows, which are indented less there. */
    private static List<String> javaLines() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String after = readme.substring(readme.indexOf("```java\n") + 8);
        return after.substring(0, after.indexOf("```"))
                .lines()
                .map(String::strip)
                .toList();
    }

    @Test
    void saysThatTheVariableIsNotSet() throws IOException {
        run(block("WB-0104"), 2);
    }

    @Test
    void saysThatArraysAreOfAnotherLength() throws IOException {
        assertThat(execute(Map.of(), "migrate", "--target", "006").exitCode()).isZero();
        database.execute("INSERT INTO knowledge_base (title, content, embedding_vector)"
                + " SELECT 'old', 'text', '{1, 2, 3}' FROM generate_series(1, 2)");
        run(block("WB-0501"), 1);
    }

    private static ReadmeBlock block(String code) throws IOException {
        List<ReadmeBlock> blocks = ReadmeBlock.all().stream()
                .filter(block -> block.code().equals(code))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    private void run(ReadmeBlock block, int exitCode) {
        for (ReadmeBlock.Command command : block.commands()) {
            List<String> words = command.words();
            if (words.get(0).equals("export")) {
                continue; // the database of this test is used instead
            }
            assertThat(words.get(0)).isEqualTo("whimbrel");
            Result result =
                    execute(command.variables(), words.subList(1, words.size()).toArray(String[]::new));
            String printed = result.output().replace(home + "/", "");
            assertThat(result.exitCode()).as(printed).isEqualTo(exitCode);
            assertThat(command.shows(printed))
                    .as("README has:\n%s\nprinted is:\n%s", command, printed)
                    .isTrue();
        }
    }

    private record Result(int exitCode, String output) {}

    private Result execute(Map<String, String> more, String... args) {
        Map<String, String> variables = new HashMap<>(
                Map.of("DATABASE_URL", database.url(), "PGUSER", database.user(), "PGPASSWORD", database.password()));
        variables.putAll(more);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Ansi.OFF);
        int exitCode =
                new Program(terminal, home, variables, InputStream.nullInputStream(), Program.Prompt.NONE).run(args);
        terminal.out().flush();
        terminal.err().flush();
        return new Result(exitCode, out.toString() + err);
    }
}
