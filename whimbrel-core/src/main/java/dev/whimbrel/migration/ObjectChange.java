package dev.whimbrel.migration;

import java.util.Optional;

/**
 * A change of a named schema object, read off a statement's words.
 *
 * @param action what happens to the object
 * @param kind what the object is
 * @param name its name as the database stores it, qualified with a schema where the script does so
 * @param other the new name for a rename, qualified for another schema; the table for an index or trigger that is created
 */
public record ObjectChange(Action action, ObjectKind kind, String name, Optional<String> other) {

    /** What can happen to an object. */
    public enum Action {
        CREATE,
        DROP,
        /** Dropped together with whatever depends on it. */
        DROP_CASCADE,
        /** A table loses a column, and with it the indexes on that column. */
        DROP_COLUMN,
        /** It gets another name, or another schema. */
        RENAME
    }
}
