package dev.whimbrel.cli.output;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.report.Json;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints long work as it goes on, and what came of it. */
public final class BackfillPrinter implements BackfillListener {

    private static final int CENTS = 4;
    private static final int WIDTH = 20;

    private final Terminal terminal;
    private String lastNote = "";

    public BackfillPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progressed(Migration migration, Progress progress) {
        terminal.progress("backfill  " + migration.up().name() + "  " + bar(progress) + "  " + line(progress));
    }

    private static String bar(Progress progress) {
        long through = progress.done() + progress.skipped() + progress.deadLetters();
        int filled = progress.total() == 0 ? WIDTH : (int) Math.min(WIDTH, WIDTH * through / progress.total());
        return "█".repeat(filled) + "░".repeat(WIDTH - filled);
    }

    private static String line(Progress progress) {
        return String.format(
                        Locale.ROOT,
                        "%,d of %,d rows, %.0f rows/s",
                        progress.done(),
                        progress.total(),
                        progress.rowsPerSecond())
                + (progress.cost().usd().signum() > 0 ? ", " + money(progress.cost()) : "")
                + deadLetters(progress.deadLetters())
                + progress.left().map(left -> ", " + Times.of(left) + " left").orElse("");
    }

    static String money(Cost cost) {
        return cost.usd().setScale(CENTS, RoundingMode.HALF_UP).toPlainString() + " USD";
    }

    /** Said once, however often it is heard. */
    @Override
    public void noted(Migration migration, String words) {
        if (!words.equals(lastNote)) {
            lastNote = words;
            terminal.progress("");
            terminal.say(migration.up().name() + ": " + words);
        }
    }

    @Override
    public void indexing(Migration migration, String words) {
        terminal.progress("indexing  " + migration.up().name() + "  " + words);
    }

    @Override
    public void stopped(BackfillReport report) {
        terminal.progress("");
        boolean isGood = report.end() == End.COMPLETE || report.end() == End.CAUGHT_UP;
        terminal.print(
                terminal.styled(isGood ? Style.GOOD : Style.BAD, report.end().label()) + "  "
                        + report.migration().up().name() + "  " + line(report.progress()));
        report.gate().details().forEach((name, value) -> terminal.print("  " + name + ": " + value));
    }

    public void print(List<BackfillReport> reports) {
        if (reports.isEmpty()) {
            terminal.print("nothing to do: no long work is running, and no embedded text has changed");
        }
    }

    /** {@return one line on work that is running, or that has something to say} */
    static String status(WorkStatus work) {
        return rows(work)
                + (work.skipped() > 0 ? ", " + work.skipped() + " without a text" : "")
                + deadLetters(work.deadLetters())
                + (work.queued() > 0 ? ", " + work.queued() + " changed since" : "")
                + (work.cost().usd().signum() > 0 ? ", " + money(work.cost()) : "")
                + (work.left().isPresent() ? String.format(Locale.ROOT, ", %.0f rows/s", work.rowsPerSecond()) : "")
                + work.left().map(left -> ", " + Times.of(left) + " left").orElse("")
                + work.profile().map(profile -> ", " + profile.model()).orElse("")
                + (work.isActive() ? ", in use" : "");
    }

    /** Rows are counted by the first worker. What is embedded again after a change counts again. */
    private static String rows(WorkStatus work) {
        long through = work.done() + work.skipped() + work.deadLetters();
        return work.total() == 0 && through == 0 && work.state() == WorkState.STARTED
                ? "rows not counted yet"
                : String.format(Locale.ROOT, "%,d of %,d rows", work.done(), Math.max(work.total(), through));
    }

    private static String deadLetters(long number) {
        return number == 0 ? "" : ", " + number + (number == 1 ? " dead letter" : " dead letters");
    }

    /** {@return the same for programs} */
    public static List<Map<String, @Nullable Object>> json(List<BackfillReport> reports) {
        return reports.stream().map(BackfillPrinter::json).toList();
    }

    private static Map<String, @Nullable Object> json(BackfillReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("script", report.migration().up().name());
        json.put("database", report.migration().database());
        json.put("outcome", report.end().label());
        json.put("rows_done", report.progress().done());
        json.put("rows_total", report.progress().total());
        json.put("rows_skipped", report.progress().skipped());
        json.put("dead_letters", report.progress().deadLetters());
        json.put("tokens", report.progress().cost().tokens());
        json.put("usd", report.progress().cost().usd());
        json.put("gate", report.gate().details());
        json.put("problems", Json.problems(report.problems()));
        return json;
    }
}
