package dev.whimbrel.testkit.server;

/** One way to come by a Redis server. */
interface RedisSource {

    /** {@return a few words for the list of what was tried} */
    String title();

    /** Finds or starts the server; it runs until the JVM ends. */
    RedisServer server() throws ServerAbsentException;
}
