package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Table.Cell;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints where each migration stands. */
public final class StatusPrinter {

    private final Terminal terminal;

    public StatusPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param kinds the databases' kinds by name, in the order to be shown */
    public void print(Plan plan, Map<String, String> kinds) {
        kinds.forEach((database, kind) -> print(plan, database, kind));
    }

    private void print(Plan plan, String database, String kind) {
        List<MigrationStatus> statuses = plan.statusesOf(database).toList();
        terminal.print(terminal.styled(Style.STRONG, database) + "  " + kind + ", " + plan.layout() + " layout, "
                + current(statuses).map(version -> "at version " + version).orElse("nothing applied"));
        Table table = new Table(1);
        table.add(faint("version"), faint("description"), faint("state"), faint("applied (UTC)"), faint("took"));
        statuses.forEach(status -> table.add(
                Cell.of(status.id().label()),
                Cell.of(status.description()),
                Cell.of(status.state().label(), style(status.state())),
                Cell.of(status.applied()
                        .map(applied -> Times.of(applied.entry().at()))
                        .orElse("")),
                Cell.of(status.applied()
                        .map(applied -> Times.of(applied.entry().duration()))
                        .orElse(""))));
        table.print(terminal);
        statuses.forEach(this::printFailure);
        terminal.print(summary(statuses));
    }

    private void printFailure(MigrationStatus status) {
        status.unfinished()
                .ifPresent(failed -> terminal.print("  " + terminal.styled(Style.BAD, "failed") + " "
                        + Times.of(failed.at()) + "  " + failed.attempt().script() + ": "
                        + failed.attempt()
                                .error()
                                .orElse("interrupted after " + failed.attempt().statementsDone() + " statements")));
    }

    private static Cell faint(String heading) {
        return Cell.of(heading, Style.FAINT);
    }

    private static Style style(State state) {
        return switch (state) {
            case APPLIED -> Style.GOOD;
            case PENDING -> Style.NOTE;
            case ABOVE_TARGET, BELOW_BASELINE -> Style.FAINT;
            case FAILED, CHANGED, MISSING, OUT_OF_ORDER -> Style.BAD;
        };
    }

    private static String summary(List<MigrationStatus> statuses) {
        Map<State, Long> counts =
                statuses.stream().collect(Collectors.groupingBy(MigrationStatus::state, Collectors.counting()));
        return counts.isEmpty()
                ? "no migrations"
                : counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                        .map(count -> count.getValue() + " " + count.getKey().label())
                        .collect(Collectors.joining(", "));
    }

    private static Optional<Version> current(List<MigrationStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.applied().isPresent() || status.state() == State.BELOW_BASELINE)
                .flatMap(status -> status.id().version().stream())
                .max(Comparator.naturalOrder());
    }

    /** {@return the same for programs} */
    public static Map<String, @Nullable Object> json(Plan plan, Map<String, String> kinds) {
        List<Map<String, @Nullable Object>> databases = new ArrayList<>();
        kinds.forEach((name, kind) -> {
            List<MigrationStatus> statuses = plan.statusesOf(name).toList();
            Map<String, @Nullable Object> database = new LinkedHashMap<>();
            database.put("name", name);
            database.put("kind", kind);
            database.put("current", current(statuses).map(Version::toString).orElse(null));
            database.put("migrations", statuses.stream().map(Json::status).toList());
            databases.add(database);
        });
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("layout", plan.layout());
        json.put("pending", plan.steps().size());
        json.put("databases", databases);
        json.put("problems", Json.problems(plan.problems()));
        return json;
    }
}
