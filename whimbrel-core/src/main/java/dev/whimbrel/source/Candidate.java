package dev.whimbrel.source;

/** A file that may hold a migration: its name taken apart, and what one pass over it found. */
record Candidate(SourceFile source, ScriptName name, FileFacts facts) {

    static Candidate of(SourceFile source) {
        return new Candidate(source, ScriptName.parse(source.path()), FileFacts.of(source));
    }

    String path() {
        return source.path();
    }
}
