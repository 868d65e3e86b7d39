package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Atlas: a row for each file, which counts the statements done and keeps the one that failed. */
final class Atlas implements ForeignTool {

    private static final long LOCK = 2_686_470_616L;
    private static final long BASELINE = 1;
    private static final String NAME = "atlas_schema_revisions";

    @Override
    public String name() {
        return "atlas";
    }

    @Override
    public Set<String> tables() {
        return Set.of(NAME);
    }

    @Override
    public Optional<String> schema() {
        return Optional.of(NAME);
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("version", "type", "applied", "total", "error", "hash");
    }

    /** A version that begins with a dot is a note of the tool itself. */
    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        AtlasHashes hashes = new AtlasHashes();
        return tables.rowsBy("version", table).stream()
                .filter(row -> !row.textOrEmpty("version").startsWith("."))
                .map(row -> entry(row, hashes))
                .toList();
    }

    private static ForeignEntry entry(ForeignRow row, AtlasHashes hashes) {
        String version = row.textOrEmpty("version");
        ForeignEntry entry = ForeignEntry.applied(version, Reference.version(version))
                .at(row.text("executed_at"))
                .with(hashes.fingerprint(row.textOrEmpty("hash")));
        if (row.number("type").equals(Optional.of(BASELINE))) {
            return entry.with(Effect.BASELINE);
        }
        long done = row.number("applied").orElse(0L);
        long statements = row.number("total").orElse(0L);
        boolean isWhole = done == statements
                && row.text("error").filter(error -> !error.isBlank()).isEmpty();
        return isWhole
                ? entry
                : entry.with(Effect.partial(Math.toIntExact(done), Math.toIntExact(statements)))
                        .noting(row.textOrEmpty("error"));
    }

    @Override
    public List<Long> lockKeys(ForeignTable table, String databaseName) {
        return List.of(LOCK);
    }
}
