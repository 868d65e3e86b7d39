package dev.whimbrel.cli.command;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.whimbrel.cli.Main;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi;

/** A working directory with files and variables, in which the program is run as a person would. */
final class Workplace {

    private final Path directory;
    private final Map<String, String> variables = new TreeMap<>();
    private String input = "";

    Workplace(Path directory) {
        this.directory = directory;
    }

    /**
     * What came of a run.
     *
     * @param out what was printed as data
     * @param err what was said to the person
     */
    record Result(int exitCode, String out, String err) {

        Map<String, Object> json() {
            try {
                return JSON.std.mapFrom(out);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + out, e);
            }
        }

        String all() {
            return out + err;
        }
    }

    Path directory() {
        return directory;
    }

    Workplace file(String name, String... lines) {
        return file(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Workplace file(String name, byte[] content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workplace delete(String name) {
        try {
            Files.delete(directory.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workplace variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Workplace input(String text) {
        input = text;
        return this;
    }

    /** Use a fresh SQLite file in the directory. */
    Workplace sqlite() {
        return variable("DATABASE_URL", "sqlite:" + directory.resolve("test.db"));
    }

    Workplace postgres(TestDatabase database) {
        return variable("DATABASE_URL", database.url())
                .variable("PGUSER", database.user())
                .variable("PGPASSWORD", database.password());
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Ansi.OFF);
        Program program = new Program(
                terminal,
                directory,
                variables,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                Program.Prompt.NONE);
        int exitCode = program.run(args);
        terminal.out().flush();
        terminal.err().flush();
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** Start the program in a process of its own; what it writes goes into the files {@code out} and {@code err}. */
    Process start(String... args) {
        ProcessBuilder builder = Jvm.running(Main.class, (Object[]) args)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(variables);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what is in a file} */
    String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
