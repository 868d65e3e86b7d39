package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        List<String> commands =
                Repairs.candidates(plan).stream().map(RepairCommand::command).toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", commands.isEmpty() ? "nothing to do" : "repairable");
        json.put("commands", commands);
        report(json, () -> {
            terminal().print(commands.isEmpty() ? "nothing to repair" : "could be repaired, if you know it is right:");
            commands.forEach(command -> terminal().print("  " + command));
        });
        return commands.isEmpty() ? ExitCode.OK : ExitCode.DISAGREEMENT;
    }

    private static String command(MigrationStatus status) {
        return "whimbrel repair --" + status.state().label() + " " + status.id().label();
    }

    private int repair(Whimbrel whimbrel, Plan plan, List<Decision> decisions) {
        Repairs.of(plan, decisions).forEach(this::describe);
        if (!yes && !program.prompt().confirms("Write this into the history?")) {
            throw new SettingsException(new Problem(
                    ErrorCode.USAGE, "nothing was repaired", "it was not confirmed", "pass --yes to confirm it"));
        }
        List<Repair> written = whimbrel.repair(decisions, listener());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", "repaired");
        json.put("repaired", written.stream().map(RepairCommand::json).toList());
        report(json, () -> terminal().print("written into the history"));
        return ExitCode.OK;
    }

    private void describe(Repair repair) {
        if (!output.isJson() && !talk.quiet) {
            terminal()
                    .print(repair.status().id().label() + " (" + repair.status().script() + ") on " + repair.database()
                            + ": " + meaning(repair.status().state()));
        }
    }

    private static String meaning(State state) {
        return switch (state) {
            case CHANGED -> "the edited file is what was applied";
            case FAILED -> "the failed attempt is set aside";
            default -> "the file is gone for good";
        };
    }

    private static Map<String, @Nullable Object> json(Repair repair) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", repair.database());
        json.put("version", repair.status().id().label());
        json.put("script", repair.status().script());
        json.put("outcome", repair.attempt().outcome().label());
        return json;
    }
}
