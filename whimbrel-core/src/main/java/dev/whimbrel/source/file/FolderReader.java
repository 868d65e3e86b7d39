package dev.whimbrel.source.file;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Lists the files of a migrations folder and its sub-folders, hidden ones left out, ordered by path. */
public final class FolderReader {

    private FolderReader() {}

    /**
     * {@return the files below {@code folder}}
     *
     * @throws TimelineException if the folder cannot be read, or a link in it leads out of it
     */
    public static List<SourceFile> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw unreadable(folder, Files.exists(folder) ? "it is not a folder" : "there is no such folder");
        }
        try {
            Path root = folder.toRealPath();
            try (Stream<Path> paths =
                    Files.find(root, Integer.MAX_VALUE, (path, facts) -> isFile(facts), FileVisitOption.FOLLOW_LINKS)) {
                return paths.filter(path -> !isHidden(root.relativize(path)))
                        .map(path -> toSource(root, path))
                        .sorted(Comparator.comparing(SourceFile::path))
                        .toList();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw unreadable(folder, String.valueOf(e.getMessage()));
        }
    }

    /** A link that leads nowhere counts as well, so that it is not passed over. */
    private static boolean isFile(BasicFileAttributes facts) {
        return facts.isRegularFile() || facts.isSymbolicLink();
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static SourceFile toSource(Path root, Path path) {
        String name = root.relativize(path).toString().replace(File.separatorChar, '/');
        try {
            if (isReachedByLink(root, path) && !path.toRealPath().startsWith(root)) {
                throw new TimelineException(new Problem(
                        ErrorCode.LINK_ESCAPES,
                        name + " is a link to a file outside the migrations folder",
                        "what is run must lie in the folder, where it is reviewed",
                        "copy the file into the folder, or remove the link"));
            }
        } catch (IOException e) {
            throw unreadable(path, String.valueOf(e.getMessage()));
        }
        return new SourceFile(name, () -> Files.newInputStream(path));
    }

    private static boolean isReachedByLink(Path root, Path path) {
        for (Path part = path; part != null && !part.equals(root); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return true;
            }
        }
        return false;
    }

    private static TimelineException unreadable(Path folder, String why) {
        return new TimelineException(
                new Problem(
                        ErrorCode.FOLDER_MISSING,
                        "the migrations folder " + folder + " cannot be read",
                        why,
                        "create it with `whimbrel init`, or name the right one: --migrations DIR, or `migrations:` in whimbrel.yaml"));
    }
}
