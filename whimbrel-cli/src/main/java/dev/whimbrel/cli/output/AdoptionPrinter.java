package dev.whimbrel.cli.output;

import dev.whimbrel.adopt.Adoption;
import dev.whimbrel.adopt.Adoption.Finding;
import dev.whimbrel.adopt.Match;
import dev.whimbrel.cli.output.Table.Cell;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.error.Problems;
import dev.whimbrel.report.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what taking over another tool's history comes to. */
public final class AdoptionPrinter {

    private final Terminal terminal;

    public AdoptionPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param written whether it was done, or only looked at */
    public void print(List<Adoption> adoptions, boolean written) {
        if (adoptions.isEmpty()) {
            terminal.print("no other tool's history was found; nothing to adopt");
        }
        adoptions.forEach(adoption -> print(adoption, written));
    }

    private void print(Adoption adoption, boolean written) {
        terminal.print(terminal.styled(Style.STRONG, adoption.database()) + "  history of " + adoption.tool() + " in "
                + adoption.table());
        Table table = new Table(1);
        table.add(faint("version"), faint("file"), faint("becomes"), faint("checksum"), faint("applied there"));
        adoption.findings()
                .forEach(finding -> table.add(
                        Cell.of(finding.label()),
                        Cell.of(finding.script().orElse(finding.note())),
                        Cell.of(finding.match().label(), style(finding.match())),
                        Cell.of(checksum(finding)),
                        Cell.of(finding.at().map(AdoptionPrinter::shortened).orElse(""))));
        table.print(terminal);
        adoption.findings().stream()
                .filter(finding ->
                        finding.script().isPresent() && !finding.note().isEmpty())
                .forEach(finding -> terminal.print("  " + finding.label() + ": " + finding.note()));
        terminal.print(summary(adoption, written));
    }

    private static String summary(Adoption adoption, boolean written) {
        String counts = Arrays.stream(Match.values())
                .filter(match -> adoption.count(match) > 0)
                .map(match -> adoption.count(match) + " " + match.label())
                .collect(Collectors.joining(", "));
        return (counts.isEmpty() ? "its history is empty" : counts)
                + (written ? "; " + adoption.table() + " is unchanged" : "; nothing was written");
    }

    /** What was taken over is equal, or could not be compared; of the rest nothing is said. */
    private static String checksum(Finding finding) {
        return switch (finding.match()) {
            case ADOPTED, CHANGED -> finding.verdict().label();
            default -> "";
        };
    }

    /** To the second, as far as it looks like a time. */
    private static String shortened(String at) {
        return at.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d).*", "$1");
    }

    private static Cell faint(String heading) {
        return Cell.of(heading, Style.FAINT);
    }

    private static Style style(Match match) {
        return switch (match) {
            case ADOPTED, BASELINE -> Style.GOOD;
            case RESUMED, PENDING -> Style.NOTE;
            case KNOWN, ELSEWHERE, LEFT_OUT -> Style.FAINT;
            case OUT_OF_ORDER, CHANGED, MISSING, IN_DOUBT -> Style.BAD;
        };
    }

    /** {@return the report for programs} */
    public static Map<String, @Nullable Object> json(List<Adoption> adoptions, boolean written, Problems problems) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", outcome(adoptions, written, problems));
        json.put("histories", adoptions.stream().map(AdoptionPrinter::json).toList());
        json.put("problems", Json.problems(problems));
        return json;
    }

    private static String outcome(List<Adoption> adoptions, boolean written, Problems problems) {
        if (!problems.isEmpty()) {
            return "findings";
        }
        boolean isEmpty =
                adoptions.stream().allMatch(adoption -> adoption.attempts().isEmpty());
        return isEmpty ? "nothing to do" : written ? "adopted" : "adoptable";
    }

    private static Map<String, @Nullable Object> json(Adoption adoption) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", adoption.database());
        json.put("tool", adoption.tool());
        json.put("table", adoption.table());
        json.put(
                "migrations",
                adoption.findings().stream().map(AdoptionPrinter::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", finding.label());
        json.put("script", finding.script().orElse(null));
        json.put("becomes", finding.match().label());
        json.put("checksum", finding.verdict().label());
        json.put("applied_at", finding.at().orElse(null));
        json.put("note", finding.note());
        return json;
    }
}
