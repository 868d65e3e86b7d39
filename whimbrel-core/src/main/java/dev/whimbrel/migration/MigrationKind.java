package dev.whimbrel.migration;

import java.util.Arrays;
import java.util.Locale;

/** How a migration takes part in the timeline. */
public enum MigrationKind {
    /** Runs once, at its version. */
    VERSIONED,
    /** Runs whenever its text has changed, after the versioned ones. */
    REPEATABLE,
    /** Stands in for all versions up to its own, on a database without history. */
    BASELINE,
    /** Begins at its version to give a table vectors of its texts; filling it is a backfill's work. */
    EMBEDDING,
    /** Begins at its version to change rows of a table, page by page; a backfill does it. */
    BACKFILL;

    /** {@return whether it has a place of its own on the timeline} */
    public boolean isVersioned() {
        return this == VERSIONED || isLongRunning();
    }

    /** {@return whether running it only begins the work} */
    public boolean isLongRunning() {
        return this == EMBEDDING || this == BACKFILL;
    }

    /** {@return the name used in the history and in reports} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the kind with that label}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MigrationKind parse(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`" + label + "` is no kind of migration"));
    }
}
