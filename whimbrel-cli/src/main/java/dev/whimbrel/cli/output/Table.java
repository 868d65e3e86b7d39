package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of cells that line up; one column gives way where they would be wider than 80 characters. */
final class Table {

    /** No column gives way. */
    static final int RIGID = Integer.MAX_VALUE;

    private static final int WIDTH = 80;
    private static final int NARROWEST = 12;
    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();
    private final int flexible;

    /**
     * A cell.
     *
     * @param style how it is shown
     */
    record Cell(String text, Optional<Style> style) {

        static Cell of(String text) {
            return new Cell(text, Optional.empty());
        }

        static Cell of(String text, Style style) {
            return new Cell(text, Optional.of(style));
        }
    }

    /** @param flexible the index of the column that gives way when a row is too wide */
    Table(int flexible) {
        this.flexible = flexible;
    }

    void add(Cell... cells) {
        rows.add(List.of(cells));
    }

    void print(Terminal terminal) {
        int[] widths = widths();
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(GAP).append(cell(row.get(i), widths[i], terminal));
            }
            terminal.print(line.toString().stripTrailing());
        }
    }

    private int[] widths() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        int total = 0;
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .filter(row -> row.size() > column)
                    .mapToInt(row -> length(row.get(column).text()))
                    .max()
                    .orElse(0);
            total += GAP.length() + widths[i];
        }
        if (total > WIDTH && flexible < columns) {
            widths[flexible] = Math.max(NARROWEST, widths[flexible] - (total - WIDTH));
        }
        return widths;
    }

    private static String cell(Cell cell, int width, Terminal terminal) {
        String text = cell.text();
        if (length(text) > width) {
            text = text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
        }
        String padding = " ".repeat(width - length(text));
        String shown = text;
        return cell.style().map(style -> terminal.styled(style, shown)).orElse(shown) + padding;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
