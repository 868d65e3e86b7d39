package dev.whimbrel.source.file;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the scripts of a folder can be written in; the extension of a file says which. */
public enum ScriptKind {
    SQL("--"),
    CYPHER("//"),
    REDIS("#");

    private final String lineComment;

    ScriptKind(String lineComment) {
        this.lineComment = lineComment;
    }

    /** {@return the kind with that extension, which is in lower case} */
    static Optional<ScriptKind> of(String extension) {
        return Stream.of(values())
                .filter(kind -> kind.extension().equals(extension))
                .findFirst();
    }

    /** {@return the extension of its files, without the dot} */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return what begins a comment that goes on to the end of its line} */
    public String lineComment() {
        return lineComment;
    }
}
