package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.migration.Version;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whimbrel switch}. */
@Command(
        name = "switch",
        description = "Point readers at the vectors of another embedding, or back. One row changes; nothing is locked.",
        footer = {"", "Examples:", "  whimbrel switch 007", "  whimbrel switch --back chunks.embedding"})
final class SwitchCommand extends DatabaseCommand {

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    Where where;

    /** Forward or back. */
    static final class Where {

        @Parameters(paramLabel = "VERSION", description = "The version of a complete embedding.")
        Optional<Version> version = Optional.empty();

        @Option(names = "--back", paramLabel = "NAME", description = "To the vectors of that name in use before.")
        Optional<String> back = Optional.empty();
    }

    SwitchCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        return where.version
                .map(version -> FindingsReport.print(
                        this,
                        whimbrel.backfills().switchTo(version),
                        "switched: readers now get the vectors of " + version))
                .orElseGet(() -> switchBack(whimbrel, where.back.orElseThrow()));
    }

    private int switchBack(Whimbrel whimbrel, String name) {
        return FindingsReport.print(
                this,
                whimbrel.backfills().switchBack(name),
                "switched back: readers of " + name + " get the vectors they got before");
    }
}
