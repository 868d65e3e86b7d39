package dev.whimbrel.benchmarks.embedding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The same done in several ways.
 *
 * @param description what is done, and what is checked afterwards
 * @param unit of the values
 * @param lines the last of which may be held against the others
 */
public record Comparison(String title, String description, String unit, List<Line> lines, List<Demand> demands) {

    public Comparison {
        lines = List.copyOf(lines);
        demands = List.copyOf(demands);
    }

    /** One way, and the median of what was measured. */
    public record Line(String name, double value) {}

    /**
     * What a ratio of two values must be.
     *
     * @param over the name of the value that is divided
     * @param under by which
     */
    public record Demand(String over, String under, double atLeast) {}

    /** {@return the value of that name, if it was measured} */
    private Optional<Double> value(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .map(Line::value)
                .findFirst();
    }

    /** {@return tables for the report} */
    public String text() {
        StringBuilder text =
                new StringBuilder("\n## " + title + "\n\n" + description + "\n\n| | " + unit + " |\n|---|---:|\n");
        lines.forEach(line -> text.append(
                String.format(Locale.ROOT, "| %s | %,." + digits(line.value()) + "f |%n", line.name(), line.value())));
        if (!demands.isEmpty()) {
            text.append("\n| goal | measured | |\n|---|---:|---|\n");
            demands.forEach(demand -> text.append(row(demand)));
        }
        return text.toString();
    }

    private static int digits(double value) {
        return value < 10 ? 4 : value < 100 ? 1 : 0;
    }

    private String row(Demand demand) {
        String goal =
                String.format(Locale.ROOT, "%s: at least %.2f × %s", demand.over(), demand.atLeast(), demand.under());
        return value(demand.over())
                .flatMap(over -> value(demand.under()).map(under -> over / under))
                .map(ratio -> String.format(
                        Locale.ROOT,
                        "| %s | %.2f | %s |%n",
                        goal,
                        ratio,
                        ratio >= demand.atLeast() ? "reached" : "**not reached**"))
                .orElse("| " + goal + " | – | not measured |\n");
    }
}
