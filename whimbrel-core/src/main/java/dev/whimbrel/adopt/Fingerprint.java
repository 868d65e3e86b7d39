package dev.whimbrel.adopt;

import dev.whimbrel.migration.Migration;
import java.util.List;

/** What another tool remembers of a file's content. */
interface Fingerprint {

    /** It remembers nothing. */
    Fingerprint NONE = (migration, files) -> Verdict.NOT_VERIFIABLE;

    /**
     * {@return whether the migration's file is the one that was applied}
     *
     * @param files all migrations of the database, in order
     */
    Verdict of(Migration migration, List<Migration> files);
}
