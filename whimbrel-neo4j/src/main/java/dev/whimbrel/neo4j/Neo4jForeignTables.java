package dev.whimbrel.neo4j;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;

/** The chain of nodes that neo4j-migrations makes, and the node that is its lock: each label shown as a table. */
final class Neo4jForeignTables implements ForeignTables {

    private static final ForeignTable CHAIN =
            new ForeignTable("graph", true, "__Neo4jMigration", Set.of("version", "description", "type"));
    private static final ForeignTable LOCKS = new ForeignTable("graph", true, "__Neo4jMigrationsLock", Set.of("id"));

    /** In the order of the chain; of a migration that was repeated the last checksum counts. */
    private static final String READ_CHAIN = """
            MATCH path = (:__Neo4jMigration {version: 'BASELINE'})-[:MIGRATED_TO*]->(m:__Neo4jMigration)
            OPTIONAL MATCH (m)-[r:REPEATED]->(m)
            WITH m, length(path) AS place, last(relationships(path)) AS step, r ORDER BY r.at DESC
            WITH m, place, step, head(collect(r)) AS again
            RETURN m {.*, at: toString(step.at), checksum: coalesce(again.checksum, m.checksum)} AS row
            ORDER BY place
            """;

    private static final String READ_LOCKS = "MATCH (l:__Neo4jMigrationsLock) RETURN l {.*} AS row";

    private final Neo4jConnector connector;
    private final Neo4jSession session;

    Neo4jForeignTables(Neo4jConnector connector, Neo4jSession session) {
        this.connector = connector;
        this.session = session;
    }

    @Override
    public List<ForeignTable> named(Set<String> names) {
        return List.of(CHAIN, LOCKS).stream()
                .filter(table -> names.contains(table.name().toLowerCase(Locale.ROOT)))
                .filter(table -> !rows(table).isEmpty())
                .toList();
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table) {
        try {
            return session.query(table.equals(CHAIN) ? READ_CHAIN : READ_LOCKS).stream()
                    .map(Neo4jForeignTables::row)
                    .toList();
        } catch (Neo4jException e) {
            throw Neo4jErrors.refused(connector, e);
        }
    }

    private static ForeignRow row(Record found) {
        Map<String, String> values = new HashMap<>();
        Map<String, Value> properties = found.get("row").asMap(value -> value);
        properties.forEach((name, value) -> {
            if (!value.isNull()) {
                values.put(name.toLowerCase(Locale.ROOT), value.asObject().toString());
            }
        });
        return new ForeignRow(values);
    }
}
