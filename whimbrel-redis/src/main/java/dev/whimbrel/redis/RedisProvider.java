package dev.whimbrel.redis;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;

/** Makes Redis databases out of URLs like {@code redis://localhost:6379/0}. */
public final class RedisProvider implements DatabaseProvider {

    @Override
    public String kind() {
        return RedisDatabase.KIND;
    }

    @Override
    public boolean accepts(String url) {
        return RedisUrl.accepts(url);
    }

    @Override
    public Database open(DatabaseSettings settings, Timeouts timeouts) {
        return new RedisDatabase(new RedisConnector(settings, RedisUrl.parse(settings.url())));
    }
}
