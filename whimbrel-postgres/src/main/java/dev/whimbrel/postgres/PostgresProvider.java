package dev.whimbrel.postgres;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;

/** Makes PostgreSQL databases out of URLs like {@code postgresql://localhost:5432/chat}. */
public final class PostgresProvider implements DatabaseProvider {

    @Override
    public String kind() {
        return PostgresDatabase.KIND;
    }

    @Override
    public boolean accepts(String url) {
        return PostgresUrl.accepts(url);
    }

    @Override
    public Database open(DatabaseSettings settings, Timeouts timeouts) {
        return new PostgresDatabase(
                new PostgresConnector(settings, PostgresUrl.parse(settings.url()), timeouts.answer()), timeouts);
    }
}
