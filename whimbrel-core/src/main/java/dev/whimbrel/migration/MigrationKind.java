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
    BASELINE;

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
