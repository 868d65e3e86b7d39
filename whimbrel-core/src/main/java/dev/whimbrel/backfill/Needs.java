package dev.whimbrel.backfill;

import java.util.List;

/**
 * What long work would make, and what that takes of the database's machine. All sizes are in bytes, and about.
 *
 * @param makes the objects, in words
 * @param diskOfRows for what is written into rows, or for rows that are written anew
 * @param diskOfIndex for the index; 0 without one
 * @param indexMemory that the index takes while it is built; 0 where that is of no matter
 * @param indexMemoryAllowed that the build gets
 * @param warnings what the database's version is known to do wrong, or not to do
 */
public record Needs(
        List<String> makes,
        long diskOfRows,
        long diskOfIndex,
        long indexMemory,
        long indexMemoryAllowed,
        List<String> warnings) {

    /** Nothing worth telling. */
    public static final Needs NONE = new Needs(List.of(), 0, 0, 0, 0, List.of());

    public Needs {
        makes = List.copyOf(makes);
        warnings = List.copyOf(warnings);
    }
}
