package dev.whimbrel.migration;

import java.sql.Connection;

/** A migration written in Java that can be taken back. */
public interface RevertibleJavaMigration extends JavaMigration {

    /** Undo what {@link #migrate} did; all that is said there holds. */
    void revert(Connection connection) throws Exception;
}
