package dev.whimbrel.examples.localrag;

import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RedisTestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.StreamEntry;

/** The cache, as the application sees it. */
final class Cache implements AutoCloseable {

    private final RedisTestDatabase database = RedisServer.shared().createDatabase();

    int number() {
        return database.number();
    }

    void put(String key, String value) {
        try (Jedis connection = database.connect()) {
            connection.set(key, value);
        }
    }

    /** {@return every key, hashes with what they hold; Whimbrel's own left out} */
    List<String> catalog() {
        try (Jedis connection = database.connect()) {
            return connection.keys("*").stream()
                    .filter(key -> !key.startsWith("whimbrel:"))
                    .sorted()
                    .map(key -> connection.type(key).equals("hash")
                            ? key + " " + new TreeMap<>(connection.hgetAll(key))
                            : key)
                    .toList();
        }
    }

    /** {@return how often each migration was applied; an entry may tell how the attempt that it names ended} */
    Map<String, Long> applied() {
        try (Jedis connection = database.connect()) {
            List<StreamEntry> entries = connection.xrange("whimbrel:{migrations}:history", "-", "+");
            Map<String, String> versions = entries.stream()
                    .filter(entry -> entry.getFields().containsKey("version"))
                    .collect(Collectors.toMap(entry -> entry.getID().toString(), entry -> entry.getFields()
                            .get("version")));
            return entries.stream()
                    .filter(entry -> "applied".equals(entry.getFields().get("outcome")))
                    .map(entry -> entry.getFields()
                            .getOrDefault("attempt", entry.getID().toString()))
                    .map(versions::get)
                    .collect(Collectors.groupingBy(version -> version, Collectors.counting()));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
