package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.adopt.AdoptOptions;
import dev.whimbrel.adopt.Adoption;
import dev.whimbrel.cli.output.AdoptionPrinter;
import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.error.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code whimbrel adopt}. */
@Command(
        name = "adopt",
        description =
                "Take over another tool's history: what it applied counts as applied here. Its table is left alone.",
        footer = {
            "",
            "Examples:",
            "  whimbrel adopt --dry-run               what was found, and what would be taken over",
            "  whimbrel adopt",
            "  whimbrel adopt --from flyway           where several tools' histories are found",
            "  whimbrel adopt --changed 004           the edited file is what is in the database",
            "  whimbrel adopt --missing all           what has no file any more is left out"
        })
final class AdoptCommand extends DatabaseCommand {

    @Option(names = "--dry-run", description = "Tell what would be taken over, and change nothing.")
    boolean dryRun;

    @Option(
            names = "--from",
            paramLabel = "TOOL",
            description = "The tool whose history it is, where several are found.")
    @Nullable
    String from;

    @Option(
            names = "--applied",
            paramLabel = "V",
            split = ",",
            description = "In doubt, and its whole effect is there.")
    Set<String> applied = Set.of();

    @Option(names = "--pending", paramLabel = "V", split = ",", description = "In doubt, and nothing of it is there.")
    Set<String> pending = Set.of();

    @Option(names = "--changed", paramLabel = "V", split = ",", description = "Accept the edited file of this version.")
    Set<String> changed = Set.of();

    @Option(names = "--missing", paramLabel = "V", split = ",", description = "Leave out this version, without a file.")
    Set<String> missing = Set.of();

    AdoptCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        AdoptOptions options = new AdoptOptions(Optional.ofNullable(from), applied, pending, changed, missing);
        List<Adoption> found = whimbrel.adoptions(options);
        Problems problems = found.stream().map(Adoption::problems).reduce(Problems.NONE, Problems::and);
        boolean writes = !dryRun && problems.isEmpty();
        List<Adoption> told = writes ? whimbrel.adopt(options, listener()) : found;
        AdoptionPrinter printer = new AdoptionPrinter(terminal());
        report(AdoptionPrinter.json(told, writes, problems), () -> printer.print(told, writes));
        new ProblemPrinter(terminal()).print(problems);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.DISAGREEMENT;
    }
}
