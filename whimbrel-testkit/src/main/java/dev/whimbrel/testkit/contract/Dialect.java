package dev.whimbrel.testkit.contract;

/**
 * What the contract's scripts cannot say in the same words for every database.
 *
 * @param catalog a query for everything that can be created: one row for each object and column
 * @param now a query for the server's clock, in ISO 8601 with a {@code Z}
 * @param user who the history says has migrated
 * @param nonTransactional a statement that cannot run in a transaction and leaves nothing behind
 * @param settingChange a statement that changes a setting of the connection
 * @param settingValue an expression that shows this setting as text
 */
public record Dialect(
        String catalog, String now, String user, String nonTransactional, String settingChange, String settingValue) {}
