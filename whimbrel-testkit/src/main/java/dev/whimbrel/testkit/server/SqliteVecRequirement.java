package dev.whimbrel.testkit.server;

/** What {@link RequiresSqliteVec} does. */
final class SqliteVecRequirement extends ServerRequirement {

    @Override
    String server() {
        return SqliteVec.shared().toString();
    }
}
