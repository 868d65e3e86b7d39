package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hasura up to its second configuration: a row for each version, marked dirty while it runs. */
final class Hasura implements ForeignTool {

    static final String SCHEMA = "hdb_catalog";

    @Override
    public String name() {
        return "hasura";
    }

    @Override
    public Set<String> tables() {
        return Set.of("schema_migrations");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of(SCHEMA);
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.schema().equals(SCHEMA) && table.has("version", "dirty");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("version", table).stream().map(Hasura::entry).toList();
    }

    private static ForeignEntry entry(ForeignRow row) {
        return entry(row.textOrEmpty("version"), row.isTrue("dirty"));
    }

    static ForeignEntry entry(String version, boolean isDirty) {
        ForeignEntry entry = ForeignEntry.applied(version, Reference.version(version));
        return isDirty ? entry.with(Effect.IN_DOUBT).noting("it is marked dirty") : entry;
    }
}
