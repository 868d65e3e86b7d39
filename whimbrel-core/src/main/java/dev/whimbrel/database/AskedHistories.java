package dev.whimbrel.database;

import dev.whimbrel.history.History;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What databases remember, asked of all of them at once, each on a thread of its own, while the caller does something else.
 * Until it is closed, nothing else may be asked of the databases.
 */
public final class AskedHistories implements AutoCloseable {

    private final Map<String, FutureTask<History>> answers = new LinkedHashMap<>();

    AskedHistories(Collection<Database> databases) {
        databases.forEach(database -> answers.put(database.name(), new FutureTask<>(database::history)));
        answers.forEach((name, answer) -> {
            Thread thread = new Thread(answer, "whimbrel-asks-" + name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Wait until all have answered, or could not. */
    @Override
    public void close() {
        boolean wasInterrupted = false;
        for (FutureTask<History> answer : answers.values()) {
            while (!answer.isDone()) {
                try {
                    answer.get();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                } catch (ExecutionException e) {
                    // what it was, get() tells
                    break;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * {@return the histories by the databases' names, when all have answered}
     *
     * @throws dev.whimbrel.error.DatabaseException if one cannot be reached or refuses
     */
    public Map<String, History> get() {
        close();
        Map<String, History> histories = new LinkedHashMap<>();
        answers.forEach((name, answer) -> histories.put(name, answerOf(answer)));
        return histories;
    }

    private static History answerOf(FutureTask<History> done) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("asking a database what it remembers", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("who is done needs no waiting", e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
