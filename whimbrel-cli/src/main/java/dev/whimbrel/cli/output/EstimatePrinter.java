package dev.whimbrel.cli.output;

import dev.whimbrel.backfill.Estimate;
import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.report.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints what long work would take. */
public final class EstimatePrinter {

    private static final double STEP = 1024;
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");

    private final Terminal terminal;

    public EstimatePrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(List<Estimate> estimates) {
        estimates.forEach(this::print);
        terminal.print(estimates.isEmpty() ? "no long work is pending or running" : "nothing was changed");
    }

    private void print(Estimate estimate) {
        terminal.print(terminal.styled(Style.STRONG, estimate.migration().up().name()));
        if (!estimate.survey().problems().isEmpty()) {
            new ProblemPrinter(terminal).print(estimate.survey().problems());
            return;
        }
        terminal.print("  " + rows(estimate));
        cost(estimate).ifPresent(line -> terminal.print("  " + line));
        print(estimate.survey().needs());
        estimate.survey().notes().forEach((name, value) -> terminal.print("  " + name + ": " + value));
        estimate.survey().needs().warnings().forEach(warning -> terminal.print("  warning: " + warning));
    }

    private static String rows(Estimate estimate) {
        TableSurvey survey = estimate.survey();
        return String.format(Locale.ROOT, "%,d rows", survey.rows())
                + (survey.done() > 0 ? String.format(Locale.ROOT, ", %,d done", survey.done()) : "")
                + (isEmbedding(estimate)
                        ? String.format(
                                Locale.ROOT,
                                ", %,d without a text, about %,d longer than the model takes",
                                survey.empty(),
                                estimate.overlong())
                        : "");
    }

    private static Optional<String> cost(Estimate estimate) {
        Optional<String> time = estimate.time().map(Times::of);
        if (!isEmbedding(estimate)) {
            return time;
        }
        return Optional.of(
                String.format(Locale.ROOT, "about %,d tokens, ", estimate.cost().tokens())
                        + (estimate.isPriced() ? BackfillPrinter.money(estimate.cost()) : "price unknown")
                        + time.map(known -> ", " + known).orElse(""));
    }

    private static boolean isEmbedding(Estimate estimate) {
        return estimate.migration().kind() == MigrationKind.EMBEDDING;
    }

    private void print(Needs needs) {
        if (!needs.makes().isEmpty()) {
            terminal.print("  makes: " + String.join("; ", needs.makes()));
        }
        if (needs.diskOfRows() > 0) {
            terminal.print("  disk: about " + size(needs.diskOfRows()) + " of rows"
                    + (needs.diskOfIndex() > 0 ? ", " + size(needs.diskOfIndex()) + " of index" : ""));
        }
        if (needs.indexMemory() > 0) {
            terminal.print("  memory: the index takes about " + size(needs.indexMemory())
                    + " while it is built, and gets " + size(needs.indexMemoryAllowed()));
        }
    }

    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 10 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
    }

    /** {@return estimates for programs} */
    public static List<Map<String, @Nullable Object>> json(List<Estimate> estimates) {
        return estimates.stream().map(EstimatePrinter::json).toList();
    }

    private static Map<String, @Nullable Object> json(Estimate estimate) {
        TableSurvey survey = estimate.survey();
        Needs needs = survey.needs();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("script", estimate.migration().up().name());
        json.put("database", estimate.migration().database());
        json.put("rows", survey.rows());
        json.put("rows_done", survey.done());
        json.put("rows_empty", survey.empty());
        json.put("rows_overlong", estimate.overlong());
        json.put("tokens", estimate.cost().tokens());
        json.put("usd", estimate.isPriced() ? estimate.cost().usd() : null);
        json.put("duration_ms", estimate.time().map(time -> time.toMillis()).orElse(null));
        json.put("makes", needs.makes());
        json.put("disk_rows_bytes", needs.diskOfRows());
        json.put("disk_index_bytes", needs.diskOfIndex());
        json.put("index_memory_bytes", needs.indexMemory());
        json.put("index_memory_allowed_bytes", needs.indexMemoryAllowed());
        json.put("warnings", needs.warnings());
        json.put("notes", survey.notes());
        json.put("problems", Json.problems(survey.problems()));
        return json;
    }
}
