package dev.whimbrel.testkit.server;

import redis.clients.jedis.Jedis;

/** A database of a Redis server that belongs to one test, and is emptied when the test closes it. */
public final class RedisTestDatabase implements AutoCloseable {

    private final RedisServer server;
    private final int number;
    private boolean closed;

    RedisTestDatabase(RedisServer server, int number) {
        this.server = server;
        this.number = number;
    }

    public RedisServer server() {
        return server;
    }

    /** {@return its number on the server} */
    public int number() {
        return number;
    }

    /** {@return the URL, {@code redis://host:port/number}, without credentials} */
    public String url() {
        return server.url(number);
    }

    /** Opens a connection; the caller closes it. */
    public Jedis connect() {
        return server.connect(number);
    }

    void clear() {
        try (var connection = connect()) {
            connection.flushDB();
        }
    }

    /** Empties the database and gives it back; closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            clear();
            server.giveBack(number);
        }
    }

    @Override
    public String toString() {
        return url();
    }
}
