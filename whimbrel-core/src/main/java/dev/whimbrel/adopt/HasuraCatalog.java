package dev.whimbrel.adopt;

import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hasura's third configuration: versions and whether they are dirty, by database, as JSON in its catalog. It can be read
 * only if the catalog lies in the database itself and knows one database.
 */
final class HasuraCatalog implements ForeignTool {

    private static final Pattern MIGRATIONS =
            Pattern.compile("\"migrations\"\\s*:\\s*\\{\\s*\"[^\"]*\"\\s*:\\s*\\{([^{}]*)}\\s*}");
    private static final Pattern VERSION = Pattern.compile("\"(\\d+)\"\\s*:\\s*(true|false)");

    @Override
    public String name() {
        return "hasura";
    }

    @Override
    public Set<String> tables() {
        return Set.of("hdb_version");
    }

    @Override
    public Optional<String> schema() {
        return Optional.of(Hasura.SCHEMA);
    }

    @Override
    public boolean wrote(ForeignTable table) {
        return table.schema().equals(Hasura.SCHEMA) && table.has("cli_state");
    }

    @Override
    public List<ForeignEntry> entries(ForeignTable table, ForeignTables tables) {
        return tables.rows(table).stream()
                .map(row -> MIGRATIONS.matcher(row.textOrEmpty("cli_state")))
                .filter(Matcher::find)
                .flatMap(found -> versions(found.group(1)))
                .toList();
    }

    private static Stream<ForeignEntry> versions(String object) {
        return VERSION.matcher(object)
                .results()
                .map(version -> Hasura.entry(version.group(1), Boolean.parseBoolean(version.group(2))));
    }
}
