package dev.whimbrel.source.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A migrations folder as it was found.
 *
 * @param path as it was named
 * @param files all files in it and below, ordered by path
 * @param scripts those of them that a database could run, looked into
 */
public record Folder(Path path, List<SourceFile> files, List<Candidate> scripts) {

    public Folder {
        files = List.copyOf(files);
        scripts = List.copyOf(scripts);
    }

    /**
     * {@return the folder at that path}
     *
     * @throws dev.whimbrel.error.TimelineException if it cannot be read, or a script in it
     */
    public static Folder read(Path path) {
        return of(path, FolderReader.read(path));
    }

    /**
     * {@return the folder that holds these files}
     *
     * @throws dev.whimbrel.error.TimelineException if a script cannot be read
     */
    public static Folder of(Path path, List<SourceFile> files) {
        Inspection inspection = new Inspection();
        List<Candidate> scripts = files.stream()
                .filter(file -> ScriptName.parse(file.path()).isScript())
                .flatMap(file -> inspection.attempt(() -> Candidate.of(file)).stream())
                .toList();
        inspection.end();
        return new Folder(path, files, scripts);
    }

    public Optional<SourceFile> file(String name) {
        return files.stream().filter(file -> file.path().equals(name)).findFirst();
    }

    public Optional<Candidate> script(String name) {
        return scripts.stream().filter(script -> script.path().equals(name)).findFirst();
    }

    /** {@return the scripts that are not repeatable: those by which a layout is told} */
    public Stream<Candidate> versioned() {
        return scripts.stream().filter(script -> !script.name().isRepeatable());
    }

    /** {@return the scripts that run again whenever they change} */
    public Stream<Candidate> repeatable() {
        return scripts.stream().filter(script -> script.name().isRepeatable());
    }
}
