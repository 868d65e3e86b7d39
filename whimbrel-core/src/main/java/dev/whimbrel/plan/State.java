package dev.whimbrel.plan;

import java.util.Locale;

/** Where a migration stands, as shown to people. */
public enum State {
    /** Will run next time. */
    PENDING,
    /** Never ran, and something later did. */
    OUT_OF_ORDER,
    /** Lies beyond the target version asked for. */
    ABOVE_TARGET,
    /** Covered by the baseline; will not run. */
    BELOW_BASELINE,
    /** Its effect is in the database. */
    APPLIED,
    /** It has begun, and a backfill is to complete it. */
    RUNNING,
    /** Its last attempt did not go through; will be tried again. */
    FAILED,
    /** Applied, and its file was edited since. */
    CHANGED,
    /** Applied, and its file is gone. */
    MISSING;

    /** {@return the state in words} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
