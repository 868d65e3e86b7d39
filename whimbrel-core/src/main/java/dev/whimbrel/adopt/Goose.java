package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** goose: a row for each version applied, in older versions also for each one taken back; the last one counts. */
final class Goose implements ForeignTool {

    private static final long LOCK = 4_097_083_626L;

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public Set<String> tables() {
        return Set.of("goose_db_version");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("id", "version_id", "is_applied");
    }

    /** Version 0 is the row that goose begins its table with. */
    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        Map<String, ForeignEntry> byVersion = new LinkedHashMap<>();
        for (ForeignRow row : tables.rowsBy("id", table)) {
            String version = row.textOrEmpty("version_id");
            byVersion.remove(version);
            if (row.isTrue("is_applied") && !version.equals("0")) {
                byVersion.put(
                        version,
                        ForeignEntry.applied(version, Reference.version(version))
                                .at(row.text("tstamp")));
            }
        }
        return new ArrayList<>(byVersion.values());
    }

    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of(LOCK);
    }
}
