package dev.whimbrel.migration;

import java.util.Optional;

/**
 * One migration as found on disk.
 *
 * @param id what it is found by again
 * @param kind how it takes part in the timeline
 * @param description the words of its name
 * @param database the name of the database it is for
 * @param up the script that applies it
 * @param down the script that reverts it, if there is one
 */
public record Migration(
        MigrationId id, MigrationKind kind, String description, String database, Script up, Optional<Script> down) {

    /** {@return the script for that direction, if there is one} */
    public Optional<Script> script(Direction direction) {
        return direction == Direction.UP ? Optional.of(up) : down;
    }
}
