package dev.whimbrel.history;

import dev.whimbrel.migration.MigrationId;
import java.time.Duration;
import java.time.Instant;

/**
 * One line of a database's history.
 *
 * @param rank the order in which entries were written
 * @param attempt what was tried and how it ended
 * @param at when, by the database server's clock
 * @param duration how long it took, by the same clock
 * @param by the database user
 * @param toolVersion the version of Whimbrel that wrote it
 */
public record HistoryEntry(long rank, Attempt attempt, Instant at, Duration duration, String by, String toolVersion) {

    public MigrationId id() {
        return attempt.id();
    }

    public Outcome outcome() {
        return attempt.outcome();
    }
}
