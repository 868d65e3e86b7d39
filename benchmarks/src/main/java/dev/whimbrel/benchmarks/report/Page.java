package dev.whimbrel.benchmarks.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page that was published, of which parts can be measured anew.
 *
 * @param head what stands before the first part
 * @param parts by their titles, in order, each with its title and the line feeds at its end
 */
public record Page(String head, Map<String, String> parts) {

    private static final String TITLE = "## ";
    private static final String GOALS = "Goals";
    private static final String NOT_MEASURED = "| not measured |";

    /** {@return the page of that text} */
    public static Page parse(String text) {
        String[] pieces = text.split("(?m)^(?=" + TITLE + ")");
        Map<String, String> parts = new LinkedHashMap<>();
        Arrays.stream(pieces).skip(1).forEach(part -> parts.put(title(part), part.stripTrailing() + "\n\n"));
        return new Page(pieces[0], parts);
    }

    private static String title(String part) {
        return part.substring(TITLE.length()).lines().findFirst().orElse("").strip();
    }

    /**
     * {@return this page with the parts of a newer one in the place of its own, and with its goals}
     *
     * @param note how these came about, to stand at the end of each
     */
    public Page with(Page newer, String note) {
        Map<String, String> merged = new LinkedHashMap<>(parts);
        newer.parts.forEach((title, part) ->
                merged.put(title, title.equals(GOALS) ? goals(part) : part.stripTrailing() + "\n\n" + note + "\n\n"));
        return new Page(head, merged);
    }

    private String goals(String newer) {
        Map<String, String> rows = newer.lines()
                .filter(line -> line.startsWith("| ") && !line.endsWith(NOT_MEASURED))
                .collect(Collectors.toMap(Page::goal, row -> row));
        return parts.getOrDefault(GOALS, newer)
                .lines()
                .map(line -> line.startsWith("| ") ? rows.getOrDefault(goal(line), line) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String goal(String row) {
        return row.substring(0, row.indexOf(" |", 1));
    }

    public String text() {
        return head + String.join("", parts.values()).stripTrailing() + "\n";
    }
}
