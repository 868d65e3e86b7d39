package dev.whimbrel.plan;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Script;

/**
 * One script to be run.
 *
 * @param done how many of its statements an interrupted attempt has done, which are not to be run again
 */
public record Step(Migration migration, Direction direction, int done) {

    public Step {
        if (migration.script(direction).isEmpty()) {
            throw new IllegalArgumentException(migration.id().label() + " has no script for " + direction);
        }
    }

    public String database() {
        return migration.database();
    }

    public Script script() {
        return migration.script(direction).orElseThrow();
    }

    /** {@return whether the script runs in one transaction together with its history entry} */
    public boolean isTransactional() {
        return done == 0 && script().summary().isTransactional();
    }
}
