package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.RepairPrinter;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Repairs;
import dev.whimbrel.plan.Repairs.Decision;
import dev.whimbrel.plan.Repairs.Repair;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code whimbrel repair}. */
@Command(
        name = "repair",
        description =
                "Set the history right about single migrations, each named. Without any named, tell which ones could be.",
        footer = {
            "",
            "Examples:",
            "  whimbrel repair                        what could be repaired",
            "  whimbrel repair --changed 002          the edited file is what is in the database",
            "  whimbrel repair --missing 003 --yes    the file is gone for good",
            "  whimbrel repair --failed 004           set the failed attempt aside"
        })
final class RepairCommand extends DatabaseCommand {

    @Option(names = "--changed", paramLabel = "V", split = ",", description = "Accept the edited file of this version.")
    List<String> changed = List.of();

    @Option(
            names = "--failed",
            paramLabel = "V",
            split = ",",
            description = "Forget the failed attempt at this version.")
    List<String> failed = List.of();

    @Option(
            names = "--missing",
            paramLabel = "V",
            split = ",",
            description = "Accept that this version's file is gone.")
    List<String> missing = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    RepairCommand(Program program) {
        super(program);
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        List<Decision> decisions = decisions();
        Plan plan = whimbrel.plan(UpOptions.defaults());
        return decisions.isEmpty() ? tell(plan) : repair(whimbrel, plan, decisions);
    }

    private List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        changed.forEach(label -> decisions.add(new Decision(MigrationId.parse(label), State.CHANGED)));
        failed.forEach(label -> decisions.add(new Decision(MigrationId.parse(label), State.FAILED)));
        missing.forEach(label -> decisions.add(new Decision(MigrationId.parse(label), State.MISSING)));
        return decisions;
    }

    private int tell(Plan plan) {
        List<MigrationStatus> candidates = Repairs.candidates(plan);
        report(RepairPrinter.offered(candidates), () -> printer().offer(candidates));
        return candidates.isEmpty() ? ExitCode.OK : ExitCode.DISAGREEMENT;
    }

    private int repair(Whimbrel whimbrel, Plan plan, List<Decision> decisions) {
        List<Repair> intended = Repairs.of(plan, decisions);
        if (!output.isJson() && !talk.quiet) {
            printer().describe(intended);
        }
        if (!yes && !program.prompt().confirms("Write this into the history?")) {
            throw new SettingsException(new Problem(
                    ErrorCode.USAGE, "nothing was repaired", "it was not confirmed", "pass --yes to confirm it"));
        }
        List<Repair> written = whimbrel.repair(decisions, listener());
        report(RepairPrinter.written(written), () -> terminal().print("written into the history"));
        return ExitCode.OK;
    }

    private RepairPrinter printer() {
        return new RepairPrinter(terminal());
    }
}
