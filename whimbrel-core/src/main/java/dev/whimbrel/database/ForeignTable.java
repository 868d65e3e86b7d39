package dev.whimbrel.database;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that may be another tool's.
 *
 * @param schema the schema it lies in, as stored
 * @param isCurrent whether new tables would be made in that schema
 * @param name as stored
 * @param columns the names of its columns, in lower case
 */
public record ForeignTable(String schema, boolean isCurrent, String name, Set<String> columns) {

    public ForeignTable {
        columns =
                columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether it has that name, whatever the case} */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** {@return whether it has all of these columns, and perhaps more} */
    public boolean has(String... names) {
        return columns.containsAll(Arrays.asList(names));
    }

    /** {@return schema and name, for people} */
    public String label() {
        return schema + "." + name;
    }
}
