package dev.whimbrel.testkit.server;

/** What {@link RequiresPostgres} does. */
final class PostgresRequirement extends ServerRequirement {

    @Override
    String server() {
        return PostgresServer.shared().toString();
    }
}
