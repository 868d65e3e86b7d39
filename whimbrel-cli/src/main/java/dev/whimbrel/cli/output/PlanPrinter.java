package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import dev.whimbrel.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints what would run: every step with its statements. */
public final class PlanPrinter {

    private final Terminal terminal;

    public PlanPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(Plan plan) {
        for (Step step : plan.steps()) {
            terminal.print(terminal.styled(
                    Style.STRONG, "-- " + step.script().name() + " on " + step.database() + ", " + how(step)));
            statements(step)
                    .forEach(statement ->
                            terminal.print(statement.text() + step.script().terminator()));
            terminal.print("");
        }
        terminal.print("-- " + plan.steps().size() + " to run; nothing was changed");
    }

    private static String how(Step step) {
        if (step.migration().kind().isLongRunning()) {
            return step.direction() == Direction.UP
                    ? "begins at once, completed by `whimbrel backfill`"
                    : "what it made is removed";
        }
        return Times.count(step.script().summary().statements(), "statement") + ", "
                + (step.isTransactional() ? "in one transaction" : "statement by statement, with a journal");
    }

    private static List<Statement> statements(Step step) {
        List<Statement> statements = new ArrayList<>();
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                if (!next.get().execution().isTransactionControl()) {
                    statements.add(next.get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(step.script().name(), e);
        }
        return statements.subList(Math.min(step.done(), statements.size()), statements.size());
    }

    /** {@return the same for programs} */
    public static Map<String, @Nullable Object> json(Plan plan) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", "planned");
        json.put("layout", plan.layout());
        json.put("steps", plan.steps().stream().map(PlanPrinter::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Step step) {
        Map<String, @Nullable Object> json = Json.step(step);
        json.put("transactional", step.isTransactional());
        json.put("statements", statements(step).stream().map(PlanPrinter::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Statement statement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("line", statement.place().line());
        json.put("column", statement.place().column());
        json.put("text", statement.text());
        return json;
    }
}
