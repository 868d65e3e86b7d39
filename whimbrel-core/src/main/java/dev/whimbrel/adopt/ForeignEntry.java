package dev.whimbrel.adopt;

import java.util.Optional;

/**
 * What another tool remembers of one migration, or of all up to one.
 *
 * @param label its version or name, as that tool writes it
 * @param reference the migration it is about
 * @param extent whether it speaks for earlier migrations, too
 * @param effect how far its effect is in the database
 * @param fingerprint what is remembered of the file's content
 * @param at when, as that tool wrote it down; it seldom says in which time zone
 * @param note what more there is to tell
 */
record ForeignEntry(
        String label,
        Reference reference,
        Extent extent,
        Effect effect,
        Fingerprint fingerprint,
        Optional<String> at,
        String note) {

    ForeignEntry {
        label = label.isBlank() ? "(unnamed)" : label;
    }

    /** How many migrations an entry speaks for. */
    enum Extent {
        ONE,
        /** All up to this one, as far as the folder knows them: the tool remembers no more than the last. */
        UP_TO,
        /** All before this one. */
        BELOW
    }

    static ForeignEntry applied(String label, Reference reference) {
        return new ForeignEntry(label, reference, Extent.ONE, Effect.APPLIED, Fingerprint.NONE, Optional.empty(), "");
    }

    ForeignEntry with(Extent other) {
        return new ForeignEntry(label, reference, other, effect, fingerprint, at, note);
    }

    ForeignEntry with(Effect other) {
        return new ForeignEntry(label, reference, extent, other, fingerprint, at, note);
    }

    ForeignEntry with(Fingerprint other) {
        return new ForeignEntry(label, reference, extent, effect, other, at, note);
    }

    ForeignEntry at(Optional<String> when) {
        return new ForeignEntry(label, reference, extent, effect, fingerprint, when, note);
    }

    ForeignEntry noting(String words) {
        return new ForeignEntry(label, reference, extent, effect, fingerprint, at, words);
    }
}
