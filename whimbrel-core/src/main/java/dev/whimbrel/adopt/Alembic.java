package dev.whimbrel.adopt;

import dev.whimbrel.adopt.ForeignEntry.Extent;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Alembic: the revisions that nothing follows, without their history. A file is a revision's if its name holds it, as in
 * {@code 004_ae1027a6acf_add_index.sql}; what comes before it in the folder is taken as applied with it.
 */
final class Alembic implements ForeignTool {

    @Override
    public String name() {
        return "alembic";
    }

    @Override
    public Set<String> tables() {
        return Set.of("alembic_version");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("version_num");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("version_num", table).stream()
                .map(row -> row.textOrEmpty("version_num"))
                .map(revision -> ForeignEntry.applied(revision, named(revision)).with(Extent.UP_TO))
                .toList();
    }

    private static Reference named(String revision) {
        return Reference.to(migration -> Arrays.asList(
                        FileName.stem(FileName.last(migration.up().name())).split("[_-]", -1))
                .contains(revision));
    }
}
