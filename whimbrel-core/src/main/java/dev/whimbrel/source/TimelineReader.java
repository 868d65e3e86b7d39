package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.FolderReader;
import dev.whimbrel.source.file.ScriptKind;
import dev.whimbrel.source.file.ScriptName;
import dev.whimbrel.source.layout.Layout;
import dev.whimbrel.source.layout.Layouts;
import dev.whimbrel.source.layout.RepeatableName;
import dev.whimbrel.source.layout.ScriptPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads migrations folders into a timeline: list the files, look into each once, tell the layout, put the scripts
 * together to migrations. Everything wrong with the folder is reported at once. Thread-safe.
 */
public final class TimelineReader {

    private final List<Path> folders;
    private final List<ScriptTarget> targets;
    private final Set<String> leftOut;
    private final Placeholders placeholders;

    /**
     * @param folders where to look, sub-folders included
     * @param targets the databases that scripts can be for
     * @param leftOut the names of other databases, whose scripts are passed over
     */
    public TimelineReader(
            List<Path> folders, List<ScriptTarget> targets, Set<String> leftOut, Placeholders placeholders) {
        this.folders = List.copyOf(folders);
        this.targets = List.copyOf(targets);
        this.leftOut = Set.copyOf(leftOut);
        this.placeholders = placeholders;
    }

    /**
     * {@return the timeline}
     *
     * @throws TimelineException if the folders cannot be read as one
     */
    public Timeline read() {
        List<Candidate> candidates = candidates();
        if (candidates.isEmpty()) {
            throw new TimelineException(new Problem(
                    ErrorCode.FOLDER_EMPTY,
                    "no migration found in " + named(folders),
                    "a migration's name ends in .sql, as in 001_initial.sql",
                    "write the first one with `whimbrel create initial`, or name the right folder: --migrations DIR"));
        }
        Layout layout = Layouts.detect(candidates);
        return new Timeline(layout.name(), assemble(parts(layout, candidates)));
    }

    /** {@return the files of a new migration in the folders' layout, numbered after the last one} */
    public List<NewMigrationFile> create(String name, ScriptKind kind, boolean down) {
        List<Candidate> candidates = candidates();
        Layout layout = candidates.isEmpty() ? Layouts.NUMBERED : Layouts.detect(candidates);
        Optional<Version> last = parts(layout, candidates).stream()
                .flatMap(part -> part.id().version().stream())
                .filter(version -> !version.isNamed())
                .max(Comparator.naturalOrder());
        return layout.create(layout.next(last), name, kind, down).stream()
                .map(file -> new NewMigrationFile(folders.get(0).resolve(file.name()), file.content()))
                .toList();
    }

    private static String named(List<Path> folders) {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private List<Candidate> candidates() {
        List<Problem> problems = new ArrayList<>();
        List<Candidate> candidates = folders.stream()
                .flatMap(folder -> FolderReader.read(folder).stream())
                .filter(file -> ScriptName.parse(file.path()).isScript())
                .flatMap(file -> collect(problems, () -> Candidate.of(file)).stream())
                .toList();
        Problems.of(problems).throwIfPresent(TimelineException::new);
        return candidates;
    }

    private static List<ScriptPart> parts(Layout layout, List<Candidate> candidates) {
        List<Problem> problems = new ArrayList<>();
        List<ScriptPart> parts = candidates.stream()
                .flatMap(file -> collect(problems, () -> partsOf(layout, file)).stream())
                .flatMap(List::stream)
                .toList();
        Problems.of(problems).throwIfPresent(TimelineException::new);
        return parts;
    }

    private static List<ScriptPart> partsOf(Layout layout, Candidate file) {
        List<ScriptPart> parts =
                RepeatableName.isRepeatable(file) ? List.of(RepeatableName.part(file)) : layout.parts(file);
        return file.name()
                .work()
                .map(kind -> List.of(Definitions.part(parts.get(0), kind)))
                .orElse(parts);
    }

    private static <T> Optional<T> collect(List<Problem> problems, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (TimelineException e) {
            e.problems().forEach(problems::add);
            return Optional.empty();
        }
    }

    private List<Migration> assemble(List<ScriptPart> parts) {
        Assembly assembly = new Assembly(targets, leftOut, placeholders);
        parts.forEach(assembly::add);
        return assembly.migrations();
    }

    /**
     * A file of a new migration, not yet written.
     *
     * @param path where it belongs
     */
    public record NewMigrationFile(Path path, String content) {}
}
