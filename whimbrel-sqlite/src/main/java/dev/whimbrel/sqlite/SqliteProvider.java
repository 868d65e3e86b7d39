package dev.whimbrel.sqlite;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;

/** Makes SQLite databases out of URLs like {@code sqlite:chat.db}. */
public final class SqliteProvider implements DatabaseProvider {

    @Override
    public String kind() {
        return SqliteDatabase.KIND;
    }

    @Override
    public boolean accepts(String url) {
        return SqliteUrl.accepts(url);
    }

    @Override
    public Database open(DatabaseSettings settings, Timeouts timeouts) {
        return new SqliteDatabase(settings.name(), new SqliteSession(SqliteUrl.parse(settings.url()), timeouts));
    }
}
