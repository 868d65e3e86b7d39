package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Table.Cell;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import dev.whimbrel.report.StatusReport;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints where each migration stands. */
public final class StatusPrinter {

    private final Terminal terminal;

    public StatusPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(StatusReport report) {
        report.kinds().forEach((database, kind) -> print(report.plan(), database, kind));
        report.works()
                .forEach((database, ofDatabase) -> ofDatabase.forEach(work -> terminal.print("  "
                        + terminal.styled(Style.NOTE, work.state().name().toLowerCase(Locale.ROOT)) + "  " + database
                        + "  " + work.version() + "  " + work.name() + "  " + BackfillPrinter.status(work))));
    }

    private void print(Plan plan, String database, String kind) {
        List<MigrationStatus> statuses = plan.statusesOf(database).toList();
        terminal.print(terminal.styled(Style.STRONG, database) + "  " + kind + ", " + plan.layout() + " layout, "
                + StatusReport.current(statuses)
                        .map(version -> "at version " + version)
                        .orElse("nothing applied"));
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
            case PENDING, RUNNING -> Style.NOTE;
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
}
