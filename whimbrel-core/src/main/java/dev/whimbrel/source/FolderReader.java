package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists the files of a migrations folder and its sub-folders, hidden ones left out, ordered by path. */
final class FolderReader {

    private FolderReader() {}

    /**
     * {@return the files below {@code folder}}
     *
     * @throws TimelineException if the folder cannot be read, or a link in it leads out of it
     */
    static List<SourceFile> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw unreadable(folder, Files.exists(folder) ? "it is not a folder" : "there is no such folder");
        }
        try {
            Path root = folder.toRealPath();
            try (Stream<Path> paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                return paths.filter(path -> !path.equals(root))
                        .filter(path -> !isHidden(root.relativize(path)))
                        .filter(path -> Files.isRegularFile(path) || Files.isSymbolicLink(path))
                        .map(path -> toSource(root, path))
                        .sorted((one, other) -> one.path().compareTo(other.path()))
                        .toList();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw unreadable(folder, String.valueOf(e.getMessage()));
        }
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
            if (!path.toRealPath().startsWith(root)) {
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

    private static TimelineException unreadable(Path folder, String why) {
        return new TimelineException(
                new Problem(
                        ErrorCode.FOLDER_MISSING,
                        "the migrations folder " + folder + " cannot be read",
                        why,
                        "create it with `whimbrel init`, or name the right one: --migrations DIR, or `migrations:` in whimbrel.yaml"));
    }
}
