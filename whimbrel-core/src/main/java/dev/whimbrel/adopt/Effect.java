package dev.whimbrel.adopt;

/**
 * How far a migration's effect is in the database, by another tool's account.
 *
 * @param kind in general
 * @param done how many of the statements took effect, where the tool counts them
 * @param statements how many there are
 */
record Effect(Kind kind, int done, int statements) {

    static final Effect APPLIED = new Effect(Kind.APPLIED, 0, 0);
    static final Effect BASELINE = new Effect(Kind.BASELINE, 0, 0);
    static final Effect IN_DOUBT = new Effect(Kind.IN_DOUBT, 0, 0);

    enum Kind {
        /** All of it is there. */
        APPLIED,
        /** It was declared to be there, together with everything before. */
        BASELINE,
        /** The tool began and did not end well, and does not know what is there. */
        IN_DOUBT,
        /** The first statements took effect, and the tool knows how many. */
        PARTIAL
    }

    static Effect partial(int done, int statements) {
        return new Effect(Kind.PARTIAL, done, statements);
    }
}
