package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;

/** A layout in which each file speaks for itself. */
interface FileLayout extends Layout {

    /**
     * {@return the scripts in a file that fits}
     *
     * @throws TimelineException if a section marker is missing or misplaced
     */
    List<ScriptPart> parts(Candidate file);

    /** {@return the files of a new migration, whatever else is in the folder} */
    List<NewFile> create(Version version, String name, ScriptKind kind, boolean down);

    /** What does not fit was passed over when the layout was told. */
    @Override
    default List<ScriptPart> parts(Folder folder) {
        Inspection inspection = new Inspection();
        List<ScriptPart> parts = folder.versioned()
                .filter(this::fits)
                .flatMap(file -> inspection.attempt(() -> parts(file)).stream())
                .flatMap(List::stream)
                .toList();
        inspection.end();
        return parts;
    }

    /** Definitions are named as scripts are, and are parts. */
    @Override
    default List<ScriptPart> definitions(Folder folder) {
        return List.of();
    }

    @Override
    default List<NewFile> create(Folder folder, Version version, String name, ScriptKind kind, boolean down) {
        return create(version, name, kind, down);
    }
}
