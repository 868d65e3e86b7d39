package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flyway: a row for each attempt. A later row for the same version or repeatable name takes the place of an earlier one;
 * one of type DELETE or UNDO takes it away.
 */
final class Flyway implements ForeignTool {

    /** {@code Flyway} in ASCII, which it adds to a hash of its table's name. */
    private static final long LOCK = 0x466C79776179L;

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public Set<String> tables() {
        return Set.of("flyway_schema_history", "schema_version");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("installed_rank", "version", "description", "type", "script", "checksum", "success");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        Map<String, ForeignEntry> byKey = new LinkedHashMap<>();
        for (ForeignRow row : tables.rowsBy("installed_rank", table)) {
            take(row, byKey);
        }
        return new ArrayList<>(byKey.values());
    }

    /** A rank below zero is a lock, and the row about the schema no migration. */
    private static void take(ForeignRow row, Map<String, ForeignEntry> byKey) {
        String type = row.textOrEmpty("type");
        if (row.number("installed_rank").orElse(0L) < 0 || type.equals("SCHEMA")) {
            return;
        }
        String key = row.text("version").map(version -> "V" + version).orElse("R__" + row.textOrEmpty("description"));
        ForeignEntry before = byKey.remove(key);
        boolean isUndo = type.startsWith("UNDO");
        if (type.equals("DELETE") || (isUndo && row.isTrue("success"))) {
            return;
        }
        byKey.put(
                key, isUndo && before != null ? before.with(Effect.IN_DOUBT).noting("undoing it failed") : entry(row));
    }

    private static ForeignEntry entry(ForeignRow row) {
        String type = row.textOrEmpty("type");
        ForeignEntry entry = ForeignEntry.applied(label(row), reference(row, type))
                .at(row.text("installed_on"))
                .with(row.number("checksum")
                        .<Fingerprint>map(FlywayChecksum::new)
                        .orElse(Fingerprint.NONE));
        if (type.equals("BASELINE")) {
            return entry.with(Effect.BASELINE).with(Fingerprint.NONE);
        }
        ForeignEntry told = type.contains("SQL") || type.contains("SCRIPT")
                ? entry
                : entry.noting("written in Java: " + row.textOrEmpty("script"));
        return row.isTrue("success") ? told : told.with(Effect.IN_DOUBT).noting("it failed");
    }

    private static String label(ForeignRow row) {
        return row.text("version").orElse("R__" + row.textOrEmpty("description").replace(' ', '_'));
    }

    private static Reference reference(ForeignRow row, String type) {
        return row.text("version")
                .map(version ->
                        type.equals("SQL_BASELINE") ? Reference.baselineScript(version) : Reference.version(version))
                .orElseGet(() -> Reference.repeatable(row.textOrEmpty("description")));
    }

    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of(LOCK + ("\"" + table.schema() + "\".\"" + table.name() + "\"").hashCode());
    }
}
