package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Set;

/** node-pg-migrate: a row with the name of each applied file, without its ending. */
final class NodePgMigrate implements ForeignTool {

    private static final long LOCK = 7_241_865_325_823_964L;

    @Override
    public String name() {
        return "node-pg-migrate";
    }

    @Override
    public Set<String> tables() {
        return Set.of("pgmigrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("id", "name", "run_on");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("id", table).stream()
                .map(row -> ForeignEntry.applied(row.textOrEmpty("name"), Reference.file(row.textOrEmpty("name")))
                        .at(row.text("run_on")))
                .toList();
    }

    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of(LOCK);
    }
}
