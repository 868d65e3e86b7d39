package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Set;

/**
 * Tables that applications keep themselves: a row with the file name of each applied script, as in {@code
 * schema_migrations(version, filename, applied_at)} and {@code migrations(id, filename, applied_at)}.
 */
final class NamedFiles implements ForeignTool {

    @Override
    public String name() {
        return "filenames";
    }

    @Override
    public Set<String> tables() {
        return Set.of("schema_migrations", "migrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("filename") && (table.has("version") || table.has("id"));
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy(table.has("version") ? "version" : "id", table).stream()
                .map(NamedFiles::entry)
                .toList();
    }

    /** A file may have been given another name since, and kept its version. */
    private static ForeignEntry entry(ForeignRow row) {
        String file = row.textOrEmpty("filename");
        Reference reference = Reference.file(file).or(Reference.version(row.textOrEmpty("version")));
        return ForeignEntry.applied(file, reference).at(row.text("applied_at"));
    }
}
