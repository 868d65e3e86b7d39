package dev.whimbrel.migration;

import java.util.List;
import java.util.Optional;

/**
 * One migration as found on disk, or as an application brings it along in Java.
 *
 * @param id what it is found by again
 * @param kind how it takes part in the timeline
 * @param description the words of its name
 * @param database the name of the database it is for
 * @param up the script that applies it
 * @param down the script that reverts it, if there is one; a definition of long work reverts itself
 * @param work what a definition of long work says; nothing for scripts
 * @param code what to run where it is written in Java; the scripts then only say what it is
 */
public record Migration(
        MigrationId id,
        MigrationKind kind,
        String description,
        String database,
        Script up,
        Optional<Script> down,
        Optional<LongWork> work,
        Optional<JavaMigration> code) {

    /** A migration that is on disk. */
    public Migration(
            MigrationId id,
            MigrationKind kind,
            String description,
            String database,
            Script up,
            Optional<Script> down,
            Optional<LongWork> work) {
        this(id, kind, description, database, up, down, work, Optional.empty());
    }

    /** A migration that is a script. */
    public Migration(
            MigrationId id, MigrationKind kind, String description, String database, Script up, Optional<Script> down) {
        this(id, kind, description, database, up, down, Optional.empty());
    }

    public Migration {
        if (kind.isLongRunning() != work.isPresent()) {
            throw new IllegalArgumentException("a migration of kind " + kind.label() + " and its definition: " + work);
        }
    }

    /** {@return versions that must be complete before this one begins} */
    public List<Version> requires() {
        return work.map(LongWork::requires).orElse(up.options().requires());
    }

    /** {@return the script for that direction, if there is one} */
    public Optional<Script> script(Direction direction) {
        return direction == Direction.UP ? Optional.of(up) : down;
    }
}
