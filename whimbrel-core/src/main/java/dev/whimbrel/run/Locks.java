package dev.whimbrel.run;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The locks of several databases, taken in the order of their names by everybody, given back in reverse. */
final class Locks implements AutoCloseable {

    private final Map<String, Lock> byDatabase = new HashMap<>();
    private final Deque<Lock> taken = new ArrayDeque<>();

    private Locks() {}

    static Locks take(Collection<Database> databases, Duration wait, LockListener listener) {
        Locks locks = new Locks();
        List<Database> inOrder =
                databases.stream().sorted(Comparator.comparing(Database::name)).toList();
        try {
            inOrder.forEach(database -> locks.add(database.name(), database.lock(wait, listener)));
        } catch (RuntimeException e) {
            locks.closeAfter(e);
            throw e;
        }
        return locks;
    }

    private void add(String database, Lock lock) {
        byDatabase.put(database, lock);
        taken.push(lock);
    }

    Lock of(Database database) {
        return Objects.requireNonNull(byDatabase.get(database.name()), database.name());
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        while (!taken.isEmpty()) {
            taken.pop().close();
        }
    }
}
