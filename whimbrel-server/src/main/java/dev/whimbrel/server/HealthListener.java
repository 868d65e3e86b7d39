package dev.whimbrel.server;

import dev.whimbrel.database.Health;

/** Hears when a database goes down, when it is down for another reason, and when it is up again. */
@FunctionalInterface
public interface HealthListener {

    /** Nobody listens. */
    HealthListener NONE = health -> {};

    /**
     * A database is no longer as it was. Called by one thread at a time for each database.
     *
     * @param health how it is now, in full, for the operator's eyes
     */
    void changed(Health health);
}
