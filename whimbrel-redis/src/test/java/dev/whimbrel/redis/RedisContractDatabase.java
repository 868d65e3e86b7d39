package dev.whimbrel.redis;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.testkit.contract.ContractDatabase;
import dev.whimbrel.testkit.contract.Dialect;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RedisTestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;

/** An empty database of the shared server, as the contract wants it: a story is a list of titles. */
record RedisContractDatabase(RedisTestDatabase database) implements ContractDatabase {

    static RedisContractDatabase create() {
        return new RedisContractDatabase(RedisServer.shared().createDatabase());
    }

    @Override
    public DatabaseProvider provider() {
        return new RedisProvider();
    }

    @Override
    public DatabaseSettings settings() {
        return DatabaseSettings.of("main", database.url());
    }

    @Override
    public Dialect dialect() {
        return Commands.OF_REDIS;
    }

    @Override
    public List<String> catalog() {
        try (Jedis connection = database.connect()) {
            return connection.keys("*").stream().sorted().toList();
        }
    }

    @Override
    public List<String> story() {
        try (Jedis connection = database.connect()) {
            List<String> chapters = new ArrayList<>();
            connection.lrange("story", 0, -1).forEach(title -> chapters.add(chapters.size() + 1 + "|" + title));
            return chapters;
        }
    }

    @Override
    public List<String> applied() {
        try (Database opened = provider().open(settings(), Timeouts.defaults())) {
            History history = opened.history();
            return history.entries().stream()
                    .filter(entry -> entry.outcome() == Outcome.BASELINE || isApplied(entry, history))
                    .map(entry -> entry.id().label() + "|" + entry.attempt().script())
                    .toList();
        }
    }

    private static boolean isApplied(HistoryEntry entry, History history) {
        return history.applied(entry.id())
                .map(AppliedMigration::entry)
                .filter(entry::equals)
                .isPresent();
    }

    @Override
    public Instant now() {
        try (Jedis connection = database.connect()) {
            List<String> time = connection.time();
            return Instant.ofEpochSecond(Long.parseLong(time.get(0)))
                    .plus(Long.parseLong(time.get(1)), ChronoUnit.MICROS);
        }
    }

    @Override
    public void drop(String thing) {
        try (Jedis connection = database.connect()) {
            connection.del(thing);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private enum Commands implements Dialect {
        OF_REDIS;

        @Override
        public String extension() {
            return "redis";
        }

        @Override
        public String comment(String words) {
            return "# " + words;
        }

        @Override
        public String create(String thing) {
            return "HSET " + thing + " id 1";
        }

        @Override
        public String drop(String thing) {
            return "DEL " + thing;
        }

        @Override
        public String createStory() {
            return "DEL story";
        }

        @Override
        public String next(String title) {
            return "RPUSH story '" + title + "'";
        }

        @Override
        public String clearStory() {
            return "LTRIM story 1 0";
        }

        @Override
        public String refused(String name) {
            return "XPENDING \"" + name.replace("\\", "\\\\") + "\" flock";
        }

        @Override
        public String unterminated() {
            return "SET bird 'no end";
        }

        @Override
        public String nonTransactional() {
            return "UNLINK-MATCHING nothing:*";
        }

        @Override
        public String setting() {
            return "SET mood calm";
        }

        @Override
        public String user() {
            return "default";
        }
    }
}
