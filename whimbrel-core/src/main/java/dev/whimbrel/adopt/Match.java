package dev.whimbrel.adopt;

import java.util.Locale;

/** What becomes of an entry of another tool's history, or of a file that it does not know. */
public enum Match {
    /** Is taken over as applied. */
    ADOPTED,
    /** Is taken over as the version that the database was declared to be at. */
    BASELINE,
    /** Is known to our own history already. */
    KNOWN,
    /** Is taken over as half done; the next run goes on after the statements that are. */
    RESUMED,
    /** Is not applied by the other tool's account, or was edited since and is repeatable; will run. */
    PENDING,
    /** The same, and later ones are applied; runs only if the order does not matter. */
    OUT_OF_ORDER,
    /** Belongs to another of the configured databases. */
    ELSEWHERE,
    /** Has no file, which was said to be right. */
    LEFT_OUT,
    /** The file was edited since. */
    CHANGED,
    /** There is no file. */
    MISSING,
    /** The other tool does not know whether its effect is there. */
    IN_DOUBT;

    /** {@return whether a person must decide before anything is taken over} */
    public boolean isOpen() {
        return this == CHANGED || this == MISSING || this == IN_DOUBT;
    }

    /** {@return the match in words} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
