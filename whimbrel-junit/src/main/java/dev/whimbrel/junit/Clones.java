package dev.whimbrel.junit;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clones made ahead: when a test takes one, the next is begun. One thread makes them and another drops them, so that neither
 * waits for the other, nor the tests for them. Thread-safe.
 */
final class Clones implements AutoCloseable {

    /** Enough for tests that take less time than a clone does, now and then. */
    private static final int AHEAD = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Clones.class);

    private final CloneHost host;
    private final ExecutorService making = thread("whimbrel-clones");
    private final ExecutorService dropping = thread("whimbrel-clones-drop");
    private final Future<TemplateKey> prepared;
    private final Deque<Future<DatabaseSettings>> ahead = new ArrayDeque<>();

    private Clones(CloneHost host, TemplateKey key, Settings settings) {
        this.host = host;
        this.prepared = making.submit(() -> {
            host.prepare(key, template -> migrate(settings, template));
            return key;
        });
        for (int i = 0; i < AHEAD; i++) {
            ahead.add(begin());
        }
        dropping.execute(() -> attempt(() -> host.sweep(key)));
    }

    /**
     * {@return the clones of the one database of these settings, the first of them begun}
     *
     * @throws IllegalArgumentException if there are several databases, or one of which there can be no clones
     */
    static Clones of(Settings settings) {
        if (settings.databases().size() != 1) {
            throw new IllegalArgumentException("the settings must have one database to be cloned, not "
                    + settings.databases().size());
        }
        DatabaseSettings database = settings.databases().get(0);
        TemplateKey key = TemplateKey.of(settings);
        return new Clones(host(database), key, settings);
    }

    private static CloneHost host(DatabaseSettings database) {
        String url = CloneDataSource.jdbcUrl(database.url());
        try {
            if (url.startsWith("jdbc:postgresql:")) {
                return PostgresHost.open(database);
            }
            if (url.startsWith("jdbc:sqlite:")) {
                return SqliteHost.open(database);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "no database can be cloned at " + database.url() + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("PostgreSQL and SQLite can be cloned, and not " + database.url());
    }

    private static void migrate(Settings settings, DatabaseSettings template) {
        try (Whimbrel whimbrel = Whimbrel.of(settings.withDatabases(template))) {
            whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
        }
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private Future<DatabaseSettings> begin() {
        return making.submit(() -> host.copy(prepared.get()));
    }

    /**
     * {@return a clone that nobody else has}
     *
     * @throws RuntimeException why the template could not be migrated or cloned
     */
    DatabaseSettings take() {
        Future<DatabaseSettings> next;
        synchronized (ahead) {
            ahead.add(begin());
            next = ahead.remove();
        }
        try {
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a clone", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException reason) {
        Throwable cause = reason.getCause();
        while (cause instanceof ExecutionException wrapped && wrapped.getCause() != null) {
            cause = wrapped.getCause();
        }
        if (cause instanceof RuntimeException known) {
            return known;
        }
        return new IllegalStateException("no clone could be made: " + cause, cause);
    }

    /** Have it dropped soon. */
    void drop(DatabaseSettings clone) {
        dropping.execute(() -> attempt(() -> host.drop(clone)));
    }

    private interface Action {
        void run() throws SQLException;
    }

    /** What could not be dropped is found by the next process. */
    private static void attempt(Action action) {
        try {
            action.run();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("A clone or template could not be dropped, which is tried again by the next run", e);
        }
    }

    /** Drop what was made and not taken, and end. */
    @Override
    public void close() throws SQLException {
        making.shutdownNow();
        awaitEnd(making);
        synchronized (ahead) {
            ahead.removeIf(clone -> !clone.isDone());
            for (Future<DatabaseSettings> clone : ahead) {
                try {
                    drop(clone.get());
                } catch (InterruptedException | ExecutionException e) {
                    LOG.debug("A clone was not made, which is as well", e);
                }
            }
            ahead.clear();
        }
        dropping.shutdown();
        awaitEnd(dropping);
        host.close();
    }

    private static void awaitEnd(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("Clones are still being dropped; what is left is found by the next run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
