package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Prisma: a row for each attempt at a folder, with a checksum of its script. */
final class Prisma implements ForeignTool {

    private static final long LOCK = 72_707_369L;

    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public Set<String> tables() {
        return Set.of("_prisma_migrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("checksum", "finished_at", "migration_name", "rolled_back_at", "started_at");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        Map<String, ForeignEntry> byName = new LinkedHashMap<>();
        Stream.concat(
                        tables.rowsBy("started_at", table).stream().filter(Prisma::isFinished),
                        tables.rowsBy("started_at", table).stream().filter(row -> !isFinished(row)))
                .filter(row -> row.text("rolled_back_at").isEmpty())
                .forEach(row -> byName.putIfAbsent(row.textOrEmpty("migration_name"), entry(row)));
        return List.copyOf(byName.values());
    }

    private static boolean isFinished(ForeignRow row) {
        return row.text("finished_at").isPresent();
    }

    private static ForeignEntry entry(ForeignRow row) {
        String name = row.textOrEmpty("migration_name");
        ForeignEntry entry = ForeignEntry.applied(name, Reference.folder(name))
                .at(row.text("finished_at"))
                .with(new Sha256Hash(row.textOrEmpty("checksum")));
        return isFinished(row) ? entry : entry.with(Effect.IN_DOUBT).noting("it failed or was interrupted");
    }

    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of(LOCK);
    }
}
