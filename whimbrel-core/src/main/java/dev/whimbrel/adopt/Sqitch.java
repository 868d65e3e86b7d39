package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.migration.Migration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sqitch: a row for each deployed change, with a hash of its script. What failed it reverts itself. */
final class Sqitch implements ForeignTool {

    private static final long LOCK = 75_474_063L;

    @Override
    public String name() {
        return "sqitch";
    }

    @Override
    public Set<String> tables() {
        return Set.of("changes");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of("sqitch");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("change_id", "script_hash", "change", "project", "committed_at");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("committed_at", table).stream().map(Sqitch::entry).toList();
    }

    /** A change that was reworked has several scripts, which the hash tells apart. */
    private static ForeignEntry entry(ForeignRow row) {
        String change = row.textOrEmpty("change");
        ScriptHash hash = new ScriptHash(row.textOrEmpty("script_hash"));
        Reference exact = Reference.to(migration -> isOf(change, migration) && hash.isOf(migration));
        return ForeignEntry.applied(change, exact.or(Reference.to(migration -> isOf(change, migration))))
                .with(hash)
                .at(row.text("committed_at"));
    }

    private static boolean isOf(String change, Migration migration) {
        String script = migration.up().name();
        return script.equals("deploy/" + change + ".sql") || script.startsWith("deploy/" + change + "@");
    }

    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of(LOCK);
    }

    /** SHA-1 over the file's bytes. */
    private record ScriptHash(String hex) implements Fingerprint {

        @Override
        public Verdict of(Migration migration, List<Migration> files) {
            return isOf(migration) ? Verdict.EQUAL : Verdict.DIFFERENT;
        }

        boolean isOf(Migration migration) {
            return Digests.hex("SHA-1", migration.up()).equals(hex);
        }
    }
}
