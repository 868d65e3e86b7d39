package dev.whimbrel.cli.command;

import dev.whimbrel.cli.output.Terminal.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code whimbrel demo}. */
@Command(
        name = "demo",
        description =
                "Show the whole job on a temporary SQLite file: a chat application's migrations, up, down and up.",
        footer = {"", "Example:", "  whimbrel demo"})
final class DemoCommand implements Callable<Integer> {

    private static final String MIGRATIONS = "/demo/migrations";

    private final Program program;

    DemoCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        try {
            Path folder = Files.createTempDirectory("whimbrel-demo");
            try {
                copyMigrations(folder.resolve("migrations"));
                return play(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("making a temporary folder for the demo", e);
        }
    }

    private int play(Path folder) {
        Program inside = new Program(
                program.terminal(),
                folder,
                Map.of("DATABASE_URL", "sqlite:" + folder.resolve("chat.db")),
                program.input(),
                Program.Prompt.NONE);
        program.terminal().print("A chat application keeps its data in SQLite while it is developed. Its migrations:");
        for (List<String> command : List.of(
                List.of("status"),
                List.of("migrate"),
                List.of("status"),
                List.of("down"),
                List.of("migrate"),
                List.of("verify"))) {
            program.terminal().print("");
            program.terminal()
                    .print(program.terminal().styled(Style.STRONG, "$ whimbrel " + String.join(" ", command)));
            int exitCode = inside.run(command.toArray(String[]::new));
            if (exitCode != ExitCode.OK) {
                return exitCode;
            }
        }
        program.terminal().print("");
        program.terminal().print("That was a temporary folder, and it is gone. Your own: `whimbrel init`.");
        return ExitCode.OK;
    }

    private static void copyMigrations(Path target) throws IOException {
        URL resource = Objects.requireNonNull(DemoCommand.class.getResource(MIGRATIONS), MIGRATIONS);
        try {
            URI place = resource.toURI();
            if ("jar".equals(place.getScheme())) {
                try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                    copy(jar.getPath(MIGRATIONS), target);
                }
            } else {
                copy(Path.of(place), target);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
