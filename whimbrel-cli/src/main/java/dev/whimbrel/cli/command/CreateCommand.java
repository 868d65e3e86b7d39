package dev.whimbrel.cli.command;

import dev.whimbrel.source.LeftOut;
import dev.whimbrel.source.Placeholders;
import dev.whimbrel.source.TimelineReader;
import dev.whimbrel.source.TimelineReader.NewMigrationFile;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code whimbrel create}. */
@Command(
        name = "create",
        description = "Write a new, empty migration in the folder's own layout, numbered after the last one.",
        footer = {
            "",
            "Examples:",
            "  whimbrel create add_users",
            "  whimbrel create 'add users' --down",
            "  whimbrel create embed_chunks --kind embedding"
        })
final class CreateCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");

    @Parameters(paramLabel = "NAME", description = "A few words on what it does; spaces become underscores.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    String name;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What to write: sql, cypher, redis, embedding or backfill (default: sql).")
    NewKind kind = NewKind.SQL;

    @Option(names = "--down", description = "Write a down script as well.")
    boolean down;

    @Mixin
    final FolderOptions folders = new FolderOptions();

    @Mixin
    final TalkOptions talk = new TalkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Program program;

    CreateCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        String words = name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
        if (!NAME.matcher(words).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "a name consists of letters, digits, '_' and '-', not: " + name);
        }
        TimelineReader reader = new TimelineReader(
                program.settings().migrations(folders.overrides()), List.of(), LeftOut.NONE, Placeholders.NONE);
        for (NewMigrationFile file : kind.files(reader, words, down)) {
            if (file.replaces()) {
                NewFiles.replace(file.path(), file.content());
            } else {
                NewFiles.write(file.path(), file.content());
            }
            if (!talk.quiet) {
                program.terminal().print(file.path().toString());
            }
        }
        return ExitCode.OK;
    }
}
