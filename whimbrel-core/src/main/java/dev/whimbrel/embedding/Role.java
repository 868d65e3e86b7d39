package dev.whimbrel.embedding;

/** What a text is to a model that puts different words before questions and before what they are asked of. */
public enum Role {
    /** A text that is searched with. */
    QUERY,
    /** A text that is searched. */
    PASSAGE
}
