package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.ScriptKind;
import dev.whimbrel.source.layout.Layout;
import dev.whimbrel.source.layout.Layouts;
import dev.whimbrel.source.layout.Programs;
import dev.whimbrel.source.layout.ScriptPart;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads migrations folders into a timeline: list the files, look into each once, tell the layout, put the scripts
 * together to migrations. Everything wrong with the folder is reported at once. Thread-safe.
 */
public final class TimelineReader {

    private final List<Path> folders;
    private final List<ScriptTarget> targets;
    private final LeftOut leftOut;
    private final Placeholders placeholders;
    private final Embedded embedded;

    /** A reader of folders on disk. */
    public TimelineReader(List<Path> folders, List<ScriptTarget> targets, LeftOut leftOut, Placeholders placeholders) {
        this(folders, targets, leftOut, placeholders, Embedded.NONE);
    }

    /**
     * @param folders where to look, sub-folders included
     * @param targets the databases that scripts can be for
     * @param leftOut other databases, whose scripts are passed over
     * @param embedded what there is besides, within the application
     */
    public TimelineReader(
            List<Path> folders,
            List<ScriptTarget> targets,
            LeftOut leftOut,
            Placeholders placeholders,
            Embedded embedded) {
        this.folders = List.copyOf(folders);
        this.targets = List.copyOf(targets);
        this.leftOut = leftOut;
        this.placeholders = placeholders;
        this.embedded = embedded;
    }

    /**
     * {@return the timeline}
     *
     * @throws TimelineException if the folders cannot be read as one
     */
    public Timeline read() {
        List<Folder> found = Stream.concat(
                        folders.stream().map(Folder::read),
                        embedded.folders().stream().map(ClassPathFolder::read))
                .toList();
        boolean isEmpty = found.stream().allMatch(folder -> folder.scripts().isEmpty());
        if (isEmpty && embedded.migrations().isEmpty()) {
            Programs.refuse(Layouts.NUMBERED, found);
            throw new TimelineException(new Problem(
                    ErrorCode.FOLDER_EMPTY,
                    "no migration found in " + named(),
                    "a migration's name ends in .sql, as in 001_initial.sql",
                    "write the first one with `whimbrel create initial`, or name the right folder: --migrations DIR"));
        }
        Layout layout = isEmpty ? Layouts.ofEmpty(found) : Layouts.detect(found);
        Programs.refuse(layout, found);
        return new Timeline(layout.name(), assemble(parts(layout, found)));
    }

    /**
     * {@return the files of a new migration in the folders' layout, numbered after the last one}
     *
     * @throws TimelineException if the folders cannot be read, or only the layout's own tool can write one
     */
    public List<NewMigrationFile> create(String name, ScriptKind kind, boolean down) {
        List<Folder> found = folders.stream().map(Folder::read).toList();
        boolean isEmpty = found.stream().allMatch(folder -> folder.scripts().isEmpty());
        Layout layout = isEmpty ? Layouts.ofEmpty(found) : Layouts.detect(found);
        Optional<Version> last = parts(layout, found).stream()
                .flatMap(part -> part.id().version().stream())
                .filter(version -> !version.isNamed())
                .max(Comparator.naturalOrder());
        return layout.create(found.get(0), layout.next(last), name, kind, down).stream()
                .map(file -> new NewMigrationFile(folders.get(0).resolve(file.name()), file.content(), file.replaces()))
                .toList();
    }

    private String named() {
        return Stream.concat(folders.stream(), embedded.folders().stream())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    static List<ScriptPart> parts(Layout layout, List<Folder> found) {
        Inspection inspection = new Inspection();
        List<ScriptPart> parts = found.stream()
                .flatMap(folder -> Stream.of(
                                inspection.attempt(() -> layout.parts(folder)).stream()
                                        .flatMap(List::stream),
                                inspection.attempt(() -> layout.definitions(folder)).stream()
                                        .flatMap(List::stream),
                                folder.repeatable().map(ScriptPart::repeatable))
                        .flatMap(ofFolder -> ofFolder))
                .flatMap(part -> inspection.attempt(() -> asDefined(part)).stream())
                .toList();
        inspection.end();
        return parts;
    }

    private static ScriptPart asDefined(ScriptPart part) {
        return part.file()
                .name()
                .work()
                .map(kind -> Definitions.part(part, kind))
                .orElse(part);
    }

    private List<Migration> assemble(List<ScriptPart> parts) {
        boolean holdsSql =
                parts.stream().anyMatch(part -> part.file().name().kind().equals(Optional.of(ScriptKind.SQL)));
        Assembly assembly = new Assembly(targets, leftOut, placeholders, holdsSql);
        parts.forEach(assembly::add);
        return new JavaMigrations(targets).join(assembly.migrations(), embedded.migrations());
    }

    /**
     * A file of a new migration, not yet written.
     *
     * @param path where it belongs
     * @param replaces whether it takes the place of one that is there, as a sum over the folder does
     */
    public record NewMigrationFile(Path path, String content, boolean replaces) {}
}
