package dev.whimbrel.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All that is watched. Thread-safe. */
final class Board implements AutoCloseable {

    private final List<DatabaseWatch> databases;
    private final FolderWatch folder;

    Board(List<DatabaseWatch> databases, FolderWatch folder) {
        this.databases = List.copyOf(databases);
        this.folder = folder;
    }

    /** {@return how the databases are, in the order of the settings; it completes in time} */
    CompletableFuture<List<Sight>> sights() {
        List<CompletableFuture<Sight>> sights =
                databases.stream().map(DatabaseWatch::sight).toList();
        return CompletableFuture.allOf(sights.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> sights.stream().map(CompletableFuture::join).toList());
    }

    /** {@return how the databases and the folder are; it completes in time} */
    CompletableFuture<Snapshot> snapshot() {
        return sights().thenCombine(folder.found(), Snapshot::of);
    }

    @Override
    public void close() {
        databases.forEach(DatabaseWatch::close);
        folder.close();
    }
}
