package dev.whimbrel.testkit.server;

/** What {@link RequiresNeo4j} does. */
final class Neo4jRequirement extends ServerRequirement {

    @Override
    String server() {
        return Neo4jServer.shared().toString();
    }
}
