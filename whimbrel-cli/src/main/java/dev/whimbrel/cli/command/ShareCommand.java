package dev.whimbrel.cli.command;

import dev.whimbrel.cli.manual.ManPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code whimbrel share}: for who packs the program. */
@Command(
        name = "share",
        hidden = true,
        description = "Write the manual pages and the completion scripts of all shells, as they lie below /usr/share.")
final class ShareCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder; files that are there already are replaced.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Program program;

    ShareCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        try {
            for (ManPage page : ManPage.all(spec.root())) {
                write("man/man1/" + page.name() + ".1", page.text());
            }
            for (Shell shell : Shell.values()) {
                write(shell.file(), shell.script(spec.root()) + "\n");
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UncheckedIOException("writing into " + folder, e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = program.directory().resolve(folder).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
