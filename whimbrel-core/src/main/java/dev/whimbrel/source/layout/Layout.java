package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/**
 * A way in which migration files are named, ordered and divided, as some tool does it.
 *
 * <p>Which layout a folder has is told by a file that only one of them has ({@link MarkedLayout}), otherwise by asking
 * each whether all scripts fit ({@link FileLayout}); a layout therefore claims no file that is clearly another's.
 */
public interface Layout {

    /** {@return the name shown to people} */
    String name();

    /** {@return whether this script could stand in a folder of this layout} Repeatable ones can in all. */
    boolean fits(Candidate file);

    /**
     * {@return the scripts of a folder, repeatable ones left out}
     *
     * @throws TimelineException if the files contradict each other, or one of them cannot be divided
     */
    List<ScriptPart> parts(Folder folder);

    /**
     * {@return the definitions of long work that are not among the parts already}
     *
     * @throws TimelineException if one has no version in its name
     */
    List<ScriptPart> definitions(Folder folder);

    /** {@return the version a new migration gets after the last one} */
    Version next(Optional<Version> last);

    /**
     * {@return the files of a new migration, with a down script if asked for or if the layout always has one}
     *
     * @throws TimelineException if only the layout's own tool can write them
     */
    List<NewFile> create(Folder folder, Version version, String name, ScriptKind kind, boolean down);

    /**
     * A file to be written.
     *
     * @param name below the migrations folder
     * @param replaces whether it takes the place of one that is there
     */
    record NewFile(String name, String content, boolean replaces) {

        NewFile(String name, String content) {
            this(name, content, false);
        }

        /** {@return a script of that stem that holds nothing but these words as a comment} */
        static NewFile of(String stem, ScriptKind kind, String words) {
            return new NewFile(stem + "." + kind.extension(), kind.lineComment() + " " + words + "\n");
        }
    }
}
