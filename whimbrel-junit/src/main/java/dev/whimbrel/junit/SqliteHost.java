package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Templates and clones of SQLite, as files in a folder beside the database that the settings name.
 *
 * <p>Locks on files tell the living from the dead, for the system gives them up with the process: each process has a folder
 * for its clones, and holds the lock file beside it.
 */
final class SqliteHost implements CloneHost {

    private static final String FOLDER = ".whimbrel-clones";
    private static final String LOCK = ".lock";

    /** Lock files that this process holds: closing any other channel on such a file would give its lock up. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final DatabaseSettings database;
    private final Path folder;
    private final Path clones;
    private final FileChannel alive;
    private final AtomicInteger serial = new AtomicInteger();

    private SqliteHost(DatabaseSettings database, Path folder, Path clones, FileChannel alive) {
        this.database = database;
        this.folder = folder;
        this.clones = clones;
        this.alive = alive;
    }

    static SqliteHost open(DatabaseSettings database) {
        Path named = file(database.url()).toAbsolutePath();
        Path folder = named.resolveSibling(named.getFileName() + FOLDER);
        Path clones = folder.resolve("process-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            FileChannel alive = channel(lockOf(clones));
            alive.lock();
            HELD.add(lockOf(clones));
            Files.createDirectory(clones);
            return new SqliteHost(database, folder, clones, alive);
        } catch (IOException e) {
            throw new UncheckedIOException("clones cannot lie in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Path file(String url) {
        return Path.of(
                CloneDataSource.jdbcUrl(url).substring("jdbc:sqlite:".length()).replaceFirst("^//+", "/"));
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static Path lockOf(Path path) {
        return path.resolveSibling(path.getFileName() + LOCK);
    }

    /** Threads of one process exclude each other here, processes by the lock on the file. */
    @Override
    public void prepare(TemplateKey key, Consumer<DatabaseSettings> migration) {
        synchronized (SqliteHost.class) {
            try (FileChannel channel = channel(lockOf(template(key)));
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && Files.notExists(template(key))) {
                    Path unfinished = cloneFile();
                    migration.accept(settings(unfinished));
                    Files.move(unfinished, template(key), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the template cannot be written: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public DatabaseSettings copy(TemplateKey key) {
        Path clone = cloneFile();
        try {
            Files.copy(template(key), clone);
        } catch (IOException e) {
            throw new UncheckedIOException("the template cannot be copied: " + e.getMessage(), e);
        }
        return settings(clone);
    }

    @Override
    public void drop(DatabaseSettings clone) {
        Path file = file(clone.url());
        try (Stream<Path> files = Files.list(clones)) {
            // its journals, too
            for (Path each : files.filter(each -> each.toString().startsWith(file.toString()))
                    .toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sweep(TemplateKey key) {
        for (Path each : list(folder)) {
            boolean isOther = !each.equals(clones) && !each.equals(template(key));
            String name = each.getFileName().toString();
            boolean isDead = name.startsWith("process-") && Files.isDirectory(each) && isFree(lockOf(each));
            boolean isOld = name.startsWith("template-" + key.project()) && name.endsWith(".db");
            if (isOther && (isDead || isOld)) {
                remove(each);
            }
        }
    }

    private static boolean isFree(Path file) {
        if (HELD.contains(file)) {
            return false;
        }
        try (FileChannel channel = channel(file);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Others may be removing the same; what is gone is gone. The lock file of a template stays, as others may hold it. */
    private static void remove(Path path) {
        try {
            if (Files.isDirectory(path)) {
                list(path).forEach(SqliteHost::remove);
                Files.deleteIfExists(lockOf(path));
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        remove(clones);
        try {
            letGo();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tell others that this process is gone. */
    void letGo() throws IOException {
        HELD.remove(lockOf(clones));
        alive.close();
    }

    private Path template(TemplateKey key) {
        return folder.resolve("template-" + key.project() + "-" + key.timeline() + ".db");
    }

    private Path cloneFile() {
        return clones.resolve("clone-" + serial.incrementAndGet() + ".db");
    }

    private DatabaseSettings settings(Path file) {
        return new DatabaseSettings(database.name(), "sqlite:" + file, database.user(), database.password());
    }
}
