package dev.whimbrel.neo4j;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;

/** Makes Neo4j databases out of URLs like {@code bolt://localhost:7687} and {@code neo4j+s://graph.example.com/birds}. */
public final class Neo4jProvider implements DatabaseProvider {

    static final String KIND = "neo4j";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean accepts(String url) {
        return Neo4jUrl.accepts(url);
    }

    @Override
    public Database open(DatabaseSettings settings, Timeouts timeouts) {
        return new Neo4jDatabase(
                new Neo4jConnector(settings, Neo4jUrl.parse(settings.url()), timeouts.answer()), timeouts);
    }
}
