package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Where templates and clones lie. One belongs to one process, which it shows to others, so that they drop what it leaves
 * behind when it dies. Safe for use by several threads.
 */
interface CloneHost extends AutoCloseable {

    /**
     * Make sure that the template is there, also where other processes want the same.
     *
     * @param key of the template; another key is another template
     * @param migration migrates the database it is given; called only if there is no template of that key
     */
    void prepare(TemplateKey key, Consumer<DatabaseSettings> migration) throws SQLException;

    /** {@return a new clone of the template} */
    DatabaseSettings copy(TemplateKey key) throws SQLException;

    /** Drop a clone, connected or not. */
    void drop(DatabaseSettings clone) throws SQLException;

    /** Drop what dead processes have left, and templates of the same project with other keys that nobody uses. */
    void sweep(TemplateKey key) throws SQLException;

    @Override
    void close() throws SQLException;
}
