package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Set;

/**
 * TypeORM: a row with name and time stamp of each class that ran. A script is such a class's if it has the time stamp for
 * its version, or the name.
 */
final class TypeOrm implements ForeignTool {

    @Override
    public String name() {
        return "typeorm";
    }

    @Override
    public Set<String> tables() {
        return Set.of("migrations", "typeorm_migrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.columns().equals(Set.of("id", "timestamp", "name"));
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("id", table).stream().map(TypeOrm::entry).toList();
    }

    private static ForeignEntry entry(ForeignRow row) {
        String name = row.textOrEmpty("name");
        return ForeignEntry.applied(
                name, Reference.version(row.textOrEmpty("timestamp")).or(Reference.file(name)));
    }
}
