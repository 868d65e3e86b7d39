package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/** A layout that has a lock, journal or plan file of its own, or another unmistakable sign. Its scripts are SQL. */
interface MarkedLayout extends Layout {

    /** {@return the path that shows the folder to be of this layout, whatever else lies in it} */
    Optional<String> mark(Folder folder);

    /** {@return whether the layout's own tool comes by that file at all} Most look into no sub-folders. */
    default boolean looksAt(Candidate file) {
        return true;
    }

    /**
     * {@return the files of a new migration, with a down script if asked for or if the layout always has one}
     *
     * @throws TimelineException if only the layout's own tool can write them
     */
    List<NewFile> create(Folder folder, Version version, String name, boolean down);

    @Override
    default List<NewFile> create(Folder folder, Version version, String name, ScriptKind kind, boolean down) {
        if (kind != ScriptKind.SQL) {
            throw Contradiction.elsewhere(
                    name(),
                    "the layout holds SQL, and its own tool would stumble over ." + kind.extension() + " files",
                    "keep scripts of other databases in a folder of their own, and name both under `migrations:`");
        }
        return create(folder, version, name, down);
    }

    /** The layout's own tool knows no definitions, so they are numbered, whatever the scripts are. */
    @Override
    default List<ScriptPart> definitions(Folder folder) {
        Inspection inspection = new Inspection();
        List<ScriptPart> definitions = folder.versioned()
                .filter(file -> file.name().work().isPresent())
                .flatMap(file -> inspection.attempt(() -> definition(file)).stream())
                .toList();
        inspection.end();
        return definitions;
    }

    private static ScriptPart definition(Candidate file) {
        NumberedName name = NumberedName.parse(file.name().stem())
                .orElseThrow(() -> Contradiction.of(
                        file.path() + " has no place on the timeline",
                        "in this layout a definition of long work begins with its version",
                        "put a version in front of its name, as in 007_embed_chunks.embedding.yaml"));
        return Sections.whole(file, name, file.name().direction().orElse(Direction.UP));
    }
}
