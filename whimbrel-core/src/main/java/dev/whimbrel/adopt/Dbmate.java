package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Set;

/** dbmate: a row with the version of each applied file and nothing else. The table of Rails has the same shape. */
final class Dbmate implements ForeignTool {

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public Set<String> tables() {
        return Set.of("schema_migrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.columns().equals(Set.of("version"));
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("version", table).stream()
                .map(row -> row.textOrEmpty("version"))
                .map(version -> ForeignEntry.applied(version, Reference.version(version)))
                .toList();
    }
}
