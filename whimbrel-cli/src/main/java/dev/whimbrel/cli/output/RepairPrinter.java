package dev.whimbrel.cli.output;

import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Repairs.Repair;
import dev.whimbrel.plan.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what could be repaired, is about to be, and was. */
public final class RepairPrinter {

    private final Terminal terminal;

    public RepairPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Print the commands that would repair these. */
    public void offer(List<MigrationStatus> candidates) {
        terminal.print(candidates.isEmpty() ? "nothing to repair" : "could be repaired, if you know it is right:");
        candidates.forEach(status -> terminal.print("  " + command(status)));
    }

    private static String command(MigrationStatus status) {
        return "whimbrel repair --" + status.state().label() + " " + status.id().label();
    }

    public void describe(List<Repair> repairs) {
        repairs.forEach(repair -> terminal.print(repair.status().id().label() + " ("
                + repair.status().script() + ") on " + repair.database() + ": "
                + meaning(repair.status().state())));
    }

    private static String meaning(State state) {
        return switch (state) {
            case CHANGED -> "the edited file is what was applied";
            case FAILED -> "the failed attempt is set aside";
            default -> "the file is gone for good";
        };
    }

    /** {@return the commands, for programs} */
    public static Map<String, @Nullable Object> offered(List<MigrationStatus> candidates) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", candidates.isEmpty() ? "nothing to do" : "repairable");
        json.put("commands", candidates.stream().map(RepairPrinter::command).toList());
        return json;
    }

    /** {@return what was written, for programs} */
    public static Map<String, @Nullable Object> written(List<Repair> repairs) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", "repaired");
        json.put("repaired", repairs.stream().map(RepairPrinter::json).toList());
        return json;
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
