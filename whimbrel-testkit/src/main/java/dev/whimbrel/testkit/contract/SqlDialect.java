package dev.whimbrel.testkit.contract;

/**
 * What SQL databases have in common, and what they do not.
 *
 * @param catalog a query for everything that can be created: one row for each object and column
 * @param now a query for the server's clock, in ISO 8601 with a {@code Z}
 * @param user who the history says has migrated
 * @param outsideTransaction a statement that cannot run in a transaction and leaves nothing behind
 * @param settingChange a statement that changes a setting of the connection
 * @param settingValue an expression that shows this setting as text
 */
public record SqlDialect(
        String catalog, String now, String user, String outsideTransaction, String settingChange, String settingValue)
        implements Dialect {

    @Override
    public String extension() {
        return "sql";
    }

    @Override
    public String comment(String words) {
        return "-- " + words;
    }

    @Override
    public String create(String thing) {
        return "CREATE TABLE " + thing + " (id INTEGER PRIMARY KEY);";
    }

    @Override
    public String drop(String thing) {
        return "DROP TABLE " + thing + ";";
    }

    @Override
    public String createStory() {
        return "CREATE TABLE story (chapter INTEGER, title VARCHAR(40));";
    }

    @Override
    public String next(String title) {
        return "INSERT INTO story SELECT count(*) + 1, '" + title + "' FROM story;";
    }

    @Override
    public String clearStory() {
        return "DELETE FROM story;";
    }

    @Override
    public String refused(String name) {
        return "INSERT INTO \"" + name + "\" VALUES (1);";
    }

    @Override
    public String unterminated() {
        return "SELECT 'no end";
    }

    @Override
    public String nonTransactional() {
        return outsideTransaction + ";";
    }

    @Override
    public String setting() {
        return settingChange + ";";
    }
}
