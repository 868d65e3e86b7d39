package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/**
 * A way in which migration files are named and divided, as some tool does it.
 *
 * <p>Which layout a folder has is found out by asking each whether all files fit; a layout therefore claims no file
 * that is clearly another's.
 */
public interface Layout {

    /** {@return the name shown to people} */
    String name();

    /** {@return whether this file could stand in a folder of this layout} */
    boolean fits(Candidate file);

    /**
     * {@return the scripts in a file that fits}
     *
     * @throws TimelineException if a section marker is missing or misplaced
     */
    List<ScriptPart> parts(Candidate file);

    /** {@return the version a new migration gets after the last one} */
    Version next(Optional<Version> last);

    /** {@return the files of a new migration, with a down script if asked for or if the layout always has one} */
    List<NewFile> create(Version version, String name, ScriptKind kind, boolean down);

    /**
     * A file to be written.
     *
     * @param name below the migrations folder
     */
    record NewFile(String name, String content) {

        /** {@return a script of that stem that holds nothing but these words as a comment} */
        static NewFile of(String stem, ScriptKind kind, String words) {
            return new NewFile(stem + "." + kind.extension(), kind.lineComment() + " " + words + "\n");
        }
    }
}
