package dev.whimbrel.database;

import java.util.Optional;

/** Hears that somebody else holds the lock. */
@FunctionalInterface
public interface LockListener {

    /**
     * Called once, when waiting begins.
     *
     * @param holder who holds the lock, in the database's own terms, if it tells
     */
    void waiting(String database, Optional<String> holder);
}
