package dev.whimbrel.database;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row of another tool's table.
 *
 * @param values by the names of their columns in lower case, as text; without those that are null. An array is the text of
 *     its elements, each followed by a semicolon and a line feed
 */
public record ForeignRow(Map<String, String> values) {

    private static final Set<String> TRUE = Set.of("true", "t", "1", "on", "yes");

    public ForeignRow {
        values = Map.copyOf(values);
    }

    public Optional<String> text(String column) {
        return Optional.ofNullable(values.get(column));
    }

    /** {@return the text; an empty one for null} */
    public String textOrEmpty(String column) {
        return values.getOrDefault(column, "");
    }

    /** {@return whether the column says yes, in any of the ways in which databases do} */
    public boolean isTrue(String column) {
        return TRUE.contains(textOrEmpty(column).toLowerCase(Locale.ROOT));
    }

    /** {@return the whole number in the column; nothing for null and for what is none} */
    public Optional<Long> number(String column) {
        try {
            return text(column).map(String::strip).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
