package dev.whimbrel.history;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes histories for tests, one entry after the other. */
public final class Entries {

    private final List<HistoryEntry> entries = new ArrayList<>();

    /** Add an entry about a migration as {@link Scripts#migration(String)} makes it. */
    public Entries add(String token, Outcome outcome) {
        return add(token, outcome, 0);
    }

    public Entries add(String token, Outcome outcome, int statementsDone) {
        Migration migration = Scripts.migration(token);
        return add(Attempt.of(migration, migration.up(), outcome, statementsDone));
    }

    /** Add an entry about a migration as it is. */
    public Entries add(Migration migration, Outcome outcome) {
        return add(Attempt.of(migration, migration.up(), outcome, 0));
    }

    public Entries add(Attempt attempt) {
        long rank = entries.size() + 1L;
        entries.add(new HistoryEntry(rank, attempt, Instant.EPOCH.plusSeconds(rank), Duration.ZERO, "joe", "1.0"));
        return this;
    }

    public List<HistoryEntry> list() {
        return List.copyOf(entries);
    }

    public History history() {
        return History.of(entries);
    }

    /** {@return entries in the order of a list such as {@code 1 APPLIED, 2 RUNNING 3}, the number being statements done} */
    public static Entries parse(String list) {
        Entries entries = new Entries();
        for (String entry : list.isBlank() ? new String[0] : list.split(", ", -1)) {
            String[] parts = entry.split(" ", -1);
            entries.add(parts[0], Outcome.valueOf(parts[1]), parts.length > 2 ? Integer.parseInt(parts[2]) : 0);
        }
        return entries;
    }
}
