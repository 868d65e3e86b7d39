package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drizzle: a row for each applied file, with a hash of it and the time of its entry in the journal; in newer versions
 * with its name. Without one, a row belongs to the file of its hash, and otherwise to the one at its place in the order.
 */
final class Drizzle implements ForeignTool {

    @Override
    public String name() {
        return "drizzle";
    }

    @Override
    public Set<String> tables() {
        return Set.of("__drizzle_migrations");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of("drizzle");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("hash", "created_at");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        List<ForeignRow> rows = tables.rowsBy("created_at", table);
        Set<String> hashes =
                Set.copyOf(rows.stream().map(row -> row.textOrEmpty("hash")).toList());
        List<ForeignEntry> entries = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            entries.add(entry(rows.get(i), i, hashes));
        }
        return entries;
    }

    private static ForeignEntry entry(ForeignRow row, int position, Set<String> hashes) {
        Sha256Hash hash = new Sha256Hash(row.textOrEmpty("hash"));
        Reference unnamed = files -> at(position, files)
                .filter(hash::isOf)
                .or(() -> Reference.to(hash::isOf).in(files))
                .or(() -> at(position, files).filter(file -> !isOfAny(hashes, file)));
        String label = row.text("name").orElse("created_at " + row.textOrEmpty("created_at"));
        return ForeignEntry.applied(
                        label, row.text("name").map(Reference::folder).orElse(unnamed))
                .with(hash)
                .at(row.text("applied_at").or(() -> row.text("created_at")));
    }

    private static Optional<Migration> at(int position, List<Migration> files) {
        return files.stream()
                .filter(file -> file.kind() == MigrationKind.VERSIONED)
                .skip(position)
                .findFirst();
    }

    private static boolean isOfAny(Set<String> hashes, Migration file) {
        return hashes.stream().anyMatch(hash -> new Sha256Hash(hash).isOf(file));
    }
}
