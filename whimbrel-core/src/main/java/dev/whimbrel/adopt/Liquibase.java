package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Liquibase: a row for each changeset. Those of an SQL file are taken together, since the file is one migration here; those
 * of other changelogs have no script that could run, and stand for themselves.
 */
final class Liquibase implements ForeignTool {

    private static final String LOCKS = "databasechangeloglock";

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public Set<String> tables() {
        return Set.of("databasechangelog");
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("id", "author", "filename", "orderexecuted", "exectype", "md5sum");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        Map<String, List<ForeignRow>> byFile = new LinkedHashMap<>();
        tables.rowsBy("orderexecuted", table).stream()
                .sorted(Comparator.comparing(row -> row.textOrEmpty("dateexecuted")))
                .forEach(row -> byFile.computeIfAbsent(file(row), key -> new ArrayList<>())
                        .add(row));
        List<ForeignEntry> entries = new ArrayList<>();
        byFile.forEach((file, rows) -> {
            if (file.endsWith(".sql")) {
                entries.add(ofSql(file, rows));
            } else {
                rows.forEach(row -> entries.add(ofOther(file, row)));
            }
        });
        return entries;
    }

    /** The file as Liquibase compares it. */
    private static String file(ForeignRow row) {
        return row.textOrEmpty("filename").replace('\\', '/').replaceFirst("^(?:classpath:)?/*", "");
    }

    private static ForeignEntry ofSql(String file, List<ForeignRow> rows) {
        Map<String, Optional<String>> checksums = new LinkedHashMap<>();
        rows.forEach(row -> checksums.put(changeset(row), row.text("md5sum")));
        Reference byPath = Reference.to(
                migration -> ("/" + file).endsWith("/" + migration.up().name()));
        return ForeignEntry.applied(file, byPath.or(Reference.file(file)))
                .with(new LiquibaseChecksums(checksums))
                .at(rows.get(rows.size() - 1).text("dateexecuted"));
    }

    private static ForeignEntry ofOther(String file, ForeignRow row) {
        return ForeignEntry.applied(changeset(row), Reference.nothing())
                .at(row.text("dateexecuted"))
                .noting("a changeset of " + file);
    }

    /** {@return author and id, as the line {@code --changeset} names them} */
    private static String changeset(ForeignRow row) {
        return row.textOrEmpty("author") + ":" + row.textOrEmpty("id");
    }

    @Override
    public Optional<String> holder(ForeignTable table, ForeignTables tables) {
        return tables.named(Set.of(LOCKS)).stream()
                .filter(locks -> locks.schema().equals(table.schema()))
                .flatMap(locks -> tables.rows(locks).stream())
                .filter(row -> row.isTrue("locked"))
                .map(row -> row.textOrEmpty("lockedby") + ", since " + row.textOrEmpty("lockgranted"))
                .findFirst();
    }
}
