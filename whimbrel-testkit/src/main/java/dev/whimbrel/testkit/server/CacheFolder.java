package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The folder that keeps what was fetched, for all test runs of this user.
 *
 * <p>{@code WHIMBREL_CACHE} names it; else it is {@code /var/cache/whimbrel} for root, whose home other users cannot
 * read, and {@code whimbrel} below {@code $XDG_CACHE_HOME} or {@code ~/.cache} for everybody else.
 */
public record CacheFolder(Path path) {

    /** {@return the folder of the user who runs this} */
    public static CacheFolder ofThisUser() {
        return of(System.getenv(), ServerAccount.isRoot());
    }

    static CacheFolder of(Map<String, String> environment, boolean root) {
        var own = environment.getOrDefault("WHIMBREL_CACHE", "");
        if (!own.isBlank()) {
            return new CacheFolder(Path.of(own).toAbsolutePath());
        }
        if (root) {
            return new CacheFolder(Path.of("/var/cache/whimbrel"));
        }
        var cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        var home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new CacheFolder((cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache)).resolve("whimbrel"));
    }

    /** {@return whether the folder of that name is there, and complete} */
    public boolean has(String name) {
        return Files.isDirectory(path.resolve(name));
    }

    /**
     * {@return the folder of that name, filled by the first who asks for it}
     *
     * <p>It appears only when it is complete. A lock on a file beside it lets one JVM fill it while the others wait.
     */
    public Path folder(String name, Filling filling) {
        var complete = path.resolve(name);
        // A file lock is the whole JVM's: a second thread that asks for it gets an exception and not a wait.
        synchronized (CacheFolder.class) {
            try {
                Folders.createReadable(path);
                fillLocked(complete, filling);
                return complete;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot fill the cache folder " + complete + ": " + e, e);
            }
        }
    }

    private static void fillLocked(Path complete, Filling filling) throws IOException {
        var lockFile = complete.resolveSibling(complete.getFileName() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!Files.isDirectory(complete)) {
                fill(complete, filling);
            }
        }
    }

    private static void fill(Path complete, Filling filling) throws IOException {
        var growing = complete.resolveSibling(complete.getFileName() + ".growing");
        // What a killed JVM left behind.
        Folders.delete(growing);
        try {
            Folders.createReadable(growing);
            filling.fill(growing, complete);
            Files.move(growing, complete, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(growing);
        }
    }

    /** What fills a folder of the cache. */
    @FunctionalInterface
    public interface Filling {

        /**
         * Fills an empty folder.
         *
         * @param growing the empty folder, which is renamed afterwards
         * @param complete its path after that, which nothing may be written to
         */
        void fill(Path growing, Path complete) throws IOException;
    }
}
