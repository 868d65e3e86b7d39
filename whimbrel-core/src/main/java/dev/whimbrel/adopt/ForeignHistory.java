package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table in which another tool keeps its history. */
record ForeignHistory(ForeignTool tool, ForeignTable table) {

    /** A tool whose table has a shape of its own comes before one that is told by little. */
    private static final List<ForeignTool> TOOLS = List.of(
            new Flyway(),
            new Liquibase(),
            new Prisma(),
            new Drizzle(),
            new Supabase(),
            new Atlas(),
            new Goose(),
            new Alembic(),
            new NodePgMigrate(),
            new TypeOrm(),
            new Sqitch(),
            new Neo4jMigrations(),
            new Hasura(),
            new HasuraCatalog(),
            new GolangMigrate(),
            new NamedFiles(),
            new Dbmate());

    private static final Set<String> TABLES =
            TOOLS.stream().flatMap(tool -> tool.tables().stream()).collect(Collectors.toUnmodifiableSet());

    /** {@return the names of all tools known} */
    static List<String> tools() {
        return TOOLS.stream().map(ForeignTool::name).distinct().toList();
    }

    /** {@return the histories found, those in schemas that are none of ours included} */
    static List<ForeignHistory> in(ForeignTables tables) {
        return tables.named(TABLES).stream()
                .flatMap(table -> of(table).stream())
                .toList();
    }

    private static Optional<ForeignHistory> of(ForeignTable table) {
        return TOOLS.stream()
                .filter(tool -> tool.tables().contains(table.name().toLowerCase(Locale.ROOT)))
                .filter(tool -> tool.wrote(table))
                .findFirst()
                .map(tool -> new ForeignHistory(tool, table));
    }

    /** {@return whether it is about the tables that we migrate} */
    boolean isOurs() {
        return table.isCurrent() || tool.schema().equals(Optional.of(table.schema()));
    }

    List<ForeignEntry> entries(ForeignTables tables) {
        return tool.entries(table, tables);
    }
}
