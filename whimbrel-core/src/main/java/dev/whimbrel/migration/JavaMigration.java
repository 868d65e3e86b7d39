package dev.whimbrel.migration;

import java.sql.Connection;
import java.util.Optional;

/**
 * A migration of an SQL database that is written in Java. It takes its place on the timeline by its version, runs in one
 * transaction together with its history entry, and is registered with the settings; nothing is searched for.
 *
 * <p>What it throws undoes the transaction. Where a table stays busy the transaction is undone and the same is called again,
 * so it should keep nothing between two calls. It is called by one thread at a time.
 */
public interface JavaMigration {

    Version version();

    /** {@return what it does, in the few words that a file's name would have} */
    String description();

    /**
     * {@return a text that its author changes whenever the effect changes} What was applied with another one is reported as
     * changed, as an edited file is.
     */
    String checksum();

    /** {@return the database it is for, if there are several SQL databases} */
    default Optional<String> database() {
        return Optional.empty();
    }

    /** {@return the name by which the history remembers it} */
    default String name() {
        return getClass().getName();
    }

    /**
     * Change the database.
     *
     * @param connection in a transaction that is begun and ended by the caller; committing, rolling back or closing it is
     *     refused
     */
    void migrate(Connection connection) throws Exception;
}
