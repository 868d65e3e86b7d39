package dev.whimbrel.database;

import java.time.Duration;
import java.util.Optional;

/**
 * Somebody else at work in the database, for whom a statement waits. What the database does not show to our role is absent.
 *
 * @param process its number, as the database counts; zero for a prepared transaction, which belongs to no process
 * @param application what it calls itself
 * @param user who it is connected as
 * @param state what it does, in the database's words, as {@code idle in transaction}
 * @param transactionAge how long its transaction has been open
 * @param statementAge how long ago it began its present or last statement
 */
public record Blocker(
        int process,
        String application,
        Optional<String> user,
        Optional<String> state,
        Optional<Duration> transactionAge,
        Optional<Duration> statementAge) {}
