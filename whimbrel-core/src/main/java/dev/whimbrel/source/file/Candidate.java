package dev.whimbrel.source.file;

/** A file that may hold a migration: its name taken apart, and what one pass over it found. */
public record Candidate(SourceFile source, ScriptName name, FileFacts facts) {

    public static Candidate of(SourceFile source) {
        ScriptName name = ScriptName.parse(source.path());
        return new Candidate(source, name, FileFacts.of(source, name.kind().orElse(ScriptKind.SQL)));
    }

    public String path() {
        return source.path();
    }
}
