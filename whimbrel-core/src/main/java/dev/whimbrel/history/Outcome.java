package dev.whimbrel.history;

import dev.whimbrel.migration.Direction;
import java.util.Arrays;
import java.util.Locale;

/** How an attempt ended, or what was decided about a migration. */
public enum Outcome {
    /** A script that cannot run in one transaction is under way, or was when its process died. */
    RUNNING,
    /** Long work has begun: what it needs is there, and a backfill is to complete it. */
    STARTED,
    /** The whole effect is there. */
    APPLIED,
    /** It did not go through; what was done in a transaction is undone. */
    FAILED,
    /** A down script that cannot run in one transaction is under way, or was when its process died. */
    REVERTING,
    /** The down script ran; the effect is gone. */
    REVERTED,
    /** The down script did not go through. */
    REVERT_FAILED,
    /** The database was declared to be at this version. */
    BASELINE,
    /** Taken over from another tool's history. */
    ADOPTED,
    /** An edited file was accepted as what had been applied. */
    ACCEPTED,
    /** A failed attempt was set aside. */
    FORGOTTEN,
    /** The file is gone for good, and that is right. */
    MISSING_ACCEPTED;

    /** {@return what an attempt is that cannot be made in one transaction, from its beginning on} */
    public static Outcome underWay(Direction direction) {
        return direction == Direction.UP ? RUNNING : REVERTING;
    }

    /** {@return what an attempt is whose script ran to its end} */
    public static Outcome through(Direction direction) {
        return direction == Direction.UP ? APPLIED : REVERTED;
    }

    /** {@return what an attempt is whose script did not run to its end} */
    public static Outcome notThrough(Direction direction) {
        return direction == Direction.UP ? FAILED : REVERT_FAILED;
    }

    /** {@return the name used in the history table and in reports} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * {@return the outcome with that label}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome parse(String label) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`" + label + "` is no outcome of an attempt"));
    }
}
