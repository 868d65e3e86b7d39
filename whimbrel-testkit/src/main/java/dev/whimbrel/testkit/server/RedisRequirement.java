package dev.whimbrel.testkit.server;

/** What {@link RequiresRedis} does. */
final class RedisRequirement extends ServerRequirement {

    @Override
    String server() {
        return RedisServer.shared().toString();
    }
}
