package dev.whimbrel.migration;

import java.util.Locale;

/** The kinds of schema objects that {@code verify} looks for. */
public enum ObjectKind {
    SCHEMA,
    EXTENSION,
    TYPE,
    SEQUENCE,
    TABLE,
    VIEW,
    INDEX,
    CONSTRAINT,
    FUNCTION,
    TRIGGER;

    /** {@return the kind as people write it} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
