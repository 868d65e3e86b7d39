package dev.whimbrel.server;

import dev.whimbrel.database.Health;
import dev.whimbrel.history.History;
import java.util.Optional;

/**
 * One look at a database.
 *
 * @param history what it remembers; empty if it could not be asked
 */
record Sight(Health health, Optional<History> history) {

    static Sight without(Health health) {
        return new Sight(health, Optional.empty());
    }
}
