package dev.whimbrel.adopt;

import java.util.Locale;

/** What comparing a file with what another tool remembers of it shows. */
public enum Verdict {
    /** It is what was applied. */
    EQUAL,
    /** It was edited since. */
    DIFFERENT,
    /** The tool remembers nothing by which that could be told, or nothing that we can compute. */
    NOT_VERIFIABLE,
    /** The tool counts several migrations in it, and has not applied all of them. */
    INCOMPLETE;

    /** {@return the verdict in words} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
