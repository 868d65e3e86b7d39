package dev.whimbrel.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells now and then, from a thread and a connection of its own, how far the build of an index is. */
final class IndexWatch implements AutoCloseable {

    private final PostgresConnector connector;
    private final int backend;
    private final Duration between;
    private final Consumer<String> progress;
    private boolean isOver;

    private IndexWatch(PostgresConnector connector, int backend, Duration between, Consumer<String> progress) {
        this.connector = connector;
        this.backend = backend;
        this.between = between;
        this.progress = progress;
    }

    static IndexWatch start(PostgresConnector connector, int backend, Duration between, Consumer<String> progress) {
        IndexWatch watch = new IndexWatch(connector, backend, between, progress);
        if (connector.isLent()) {
            // As in SlowStatements: the application may have no connection more.
            return watch;
        }
        Thread thread = new Thread(watch::lookOn, "whimbrel-index-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void lookOn() {
        try (ActivityView view = new ActivityView(connector)) {
            while (pause()) {
                view.progress(backend).ifPresent(progress);
            }
        } catch (SQLException e) {
            // The build itself hears of what is wrong with the server, and says so.
            return;
        }
    }

    private synchronized boolean pause() {
        long end = System.nanoTime() + between.toNanos();
        try {
            for (long left = between.toMillis(); !isOver && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !isOver;
    }

    @Override
    public synchronized void close() {
        isOver = true;
        notifyAll();
    }
}
