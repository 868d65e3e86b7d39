package dev.whimbrel.embedding.provider;

/** What becomes of a text that is longer than its model takes. */
public enum Overlong {
    /** Its beginning is embedded, and the report names it. */
    TRUNCATE,
    /** It is refused, and the others of its call go through without it. */
    REFUSE
}
