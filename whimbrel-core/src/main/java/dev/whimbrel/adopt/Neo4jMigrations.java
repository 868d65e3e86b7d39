package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.migration.Migration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * neo4j-migrations: a chain of nodes, read as a table whose rows stand in the chain's order. Its checksum is made of the
 * statements as it cuts them; only the kind that it calls compatible with Flyway's can be computed here.
 */
final class Neo4jMigrations implements ForeignTool {

    /** The label of its nodes, which stands for the table. */
    private static final String NODES = "__neo4jmigration";

    private static final String LOCKS = "__neo4jmigrationslock";

    @Override
    public String name() {
        return "neo4j-migrations";
    }

    @Override
    public Set<String> tables() {
        return Set.of(NODES);
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.has("version", "description", "type");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rows(table).stream()
                .filter(row -> !row.textOrEmpty("version").equals("BASELINE"))
                .map(Neo4jMigrations::entry)
                .toList();
    }

    private static ForeignEntry entry(ForeignRow row) {
        String version = row.textOrEmpty("version");
        String source = row.text("source").orElse(version);
        Reference reference = row.isTrue("repeatable")
                ? Reference.file(source)
                : Reference.version(version).or(Reference.file(source));
        return ForeignEntry.applied(version, reference)
                .at(row.text("at"))
                .with(row.number("checksum")
                        .<Fingerprint>map(PerhapsFlyways::new)
                        .orElse(Fingerprint.NONE));
    }

    @Override
    public Optional<String> holder(ForeignTable table, ForeignTables tables) {
        return tables.named(Set.of(LOCKS)).stream()
                .flatMap(locks -> tables.rows(locks).stream())
                .map(row -> "a node of " + name() + " with the id " + row.textOrEmpty("id"))
                .findFirst();
    }

    private record PerhapsFlyways(long value) implements Fingerprint {

        @Override
        public Verdict of(Migration migration, List<Migration> files) {
            long computed = Integer.toUnsignedLong(FlywayChecksum.ofFile(migration.up()));
            return computed == value ? Verdict.EQUAL : Verdict.NOT_VERIFIABLE;
        }
    }
}
