package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tables that are written down in a test. */
final class Tables implements ForeignTables {

    private final Map<ForeignTable, List<ForeignRow>> tables = new LinkedHashMap<>();

    /**
     * Add a table of the current schema.
     *
     * @param columns divided by blanks
     * @param rows their values, divided by a bar; an empty one is null
     */
    static Tables of(String name, String columns, String... rows) {
        return new Tables().and("public", name, columns, rows);
    }

    static Tables in(String schema, String name, String columns, String... rows) {
        return new Tables().and(schema, name, columns, rows);
    }

    Tables and(String schema, String name, String columns, String... rows) {
        String[] names = columns.split(" ");
        tables.put(
                new ForeignTable(schema, schema.equals("public"), name, Set.of(names)),
                Arrays.stream(rows).map(row -> row(names, row)).toList());
        return this;
    }

    private static ForeignRow row(String[] names, String row) {
        String[] values = row.split("\\|", -1);
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (!values[i].isEmpty()) {
                byName.put(names[i], values[i]);
            }
        }
        return new ForeignRow(byName);
    }

    @Override
    public List<ForeignTable> named(Set<String> names) {
        return tables.keySet().stream()
                .filter(table -> names.contains(table.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table) {
        return new ArrayList<>(tables.getOrDefault(table, List.of()));
    }

    @Override
    public String databaseName() {
        return "mydb";
    }
}
