package dev.whimbrel.source;

import dev.whimbrel.source.file.ClassPathReader;
import dev.whimbrel.source.file.Folder;
import java.nio.file.Path;

/**
 * A folder on the class path, as in {@code classpath:db/migration}. In whatever many of its places it is, its files count
 * together.
 *
 * @param path with slashes, none at its ends
 * @param loader whose class path is meant
 */
public record ClassPathFolder(String path, ClassLoader loader) {

    /** How a folder on the class path is told from one on disk. */
    public static final String PREFIX = "classpath:";

    public ClassPathFolder {
        path = path.replaceAll("^/+|/+$", "");
    }

    /** {@return the folder that {@code location} names, with or without the prefix, on the class path of this thread} */
    public static ClassPathFolder of(String location) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return new ClassPathFolder(
                location.startsWith(PREFIX) ? location.substring(PREFIX.length()) : location,
                ofThread == null ? ClassPathFolder.class.getClassLoader() : ofThread);
    }

    Folder read() {
        return Folder.of(Path.of(path), ClassPathReader.read(path, loader));
    }

    @Override
    public String toString() {
        return PREFIX + path;
    }
}
