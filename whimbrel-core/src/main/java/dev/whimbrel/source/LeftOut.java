package dev.whimbrel.source;

import java.util.Set;

/**
 * The databases that share the folders and are not to be migrated now; their scripts are passed over.
 *
 * @param names those known by name, to whom sub-folders of these names belong
 * @param hasOthers whether there may be more, so that a script in a language that nobody takes is one of theirs
 * @param hasSql whether one of these is known to be, or may be, an SQL database, for which definitions of long work are then
 */
public record LeftOut(Set<String> names, boolean hasOthers, boolean hasSql) {

    /** Every script in the folders must be for a database at hand. */
    public static final LeftOut NONE = of(Set.of());

    /** Somebody named one database by hand, and nobody knows which others the folders serve. */
    public static final LeftOut UNKNOWN = new LeftOut(Set.of(), true, true);

    public LeftOut {
        names = Set.copyOf(names);
    }

    /** {@return those of the settings that are not used; if there are none, nobody is left out} */
    public static LeftOut of(Set<String> names) {
        return new LeftOut(names, !names.isEmpty(), !names.isEmpty());
    }
}
