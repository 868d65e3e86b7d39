package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Supabase: a row for each applied file, with the statements it held. */
final class Supabase implements ForeignTool {

    @Override
    public String name() {
        return "supabase";
    }

    @Override
    public Set<String> tables() {
        return Set.of("schema_migrations");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of("supabase_migrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("version", "statements");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("version", table).stream().map(Supabase::entry).toList();
    }

    private static ForeignEntry entry(ForeignRow row) {
        String version = row.textOrEmpty("version");
        return ForeignEntry.applied(version, Reference.version(version))
                .with(row.text("statements")
                        .<Fingerprint>map(StoredStatements::new)
                        .orElse(Fingerprint.NONE));
    }
}
