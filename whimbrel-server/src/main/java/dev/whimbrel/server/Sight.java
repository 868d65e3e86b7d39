package dev.whimbrel.server;

import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Health;
import dev.whimbrel.history.History;
import java.util.List;
import java.util.Optional;

/**
 * One look at a database.
 *
 * @param history what it remembers; empty if it could not be asked
 * @param works how far long work is that has begun
 */
record Sight(Health health, Optional<History> history, List<WorkStatus> works) {

    static Sight without(Health health) {
        return new Sight(health, Optional.empty(), List.of());
    }
}
