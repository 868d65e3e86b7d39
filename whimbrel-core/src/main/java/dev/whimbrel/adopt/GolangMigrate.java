package dev.whimbrel.adopt;

import dev.whimbrel.adopt.ForeignEntry.Extent;
import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * golang-migrate: one row with the last version, marked dirty before a file runs and clean after it. After a failed down
 * script it holds the version to go to, so a dirty version says nothing of what is there.
 */
final class GolangMigrate implements ForeignTool {

    private static final long LOCK_SALT = 1_486_364_155L;
    private static final long LOCK_MASK = 0xFFFF_FFFFL;

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public Set<String> tables() {
        return Set.of("schema_migrations");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("version", "dirty");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rowsBy("version", table).stream()
                .flatMap(GolangMigrate::entries)
                .toList();
    }

    private static Stream<ForeignEntry> entries(ForeignRow row) {
        String version = row.textOrEmpty("version");
        ForeignEntry entry = ForeignEntry.applied(
                version, version.startsWith("-") ? Reference.nothing() : Reference.version(version));
        return row.isTrue("dirty")
                ? Stream.of(
                        entry.with(Extent.BELOW),
                        entry.with(Effect.IN_DOUBT).noting("it is marked dirty: a file failed or was interrupted"))
                : Stream.of(entry.with(Extent.UP_TO));
    }

    /** The command line takes the database's name with a slash before it, the library without. */
    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return Stream.of(databaseName, "/" + databaseName)
                .map(name -> lockKey(table, name))
                .toList();
    }

    private static long lockKey(ForeignTable table, String databaseName) {
        CRC32 crc = new CRC32();
        crc.update(String.join("\0", table.schema(), table.name(), databaseName).getBytes(StandardCharsets.UTF_8));
        return (crc.getValue() * LOCK_SALT) & LOCK_MASK;
    }
}
