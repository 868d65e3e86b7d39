package dev.whimbrel.neo4j;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.plan.Step;
import java.util.Optional;
import java.util.OptionalLong;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The entry of one script in the history, kept while the script runs. Not thread-safe.
 *
 * <p>A script that only changes data is one group, and its entry is written with it, whole or not at all. Any other has an
 * entry that says RUNNING from before the first group and counts the statements of each group that is done.
 */
final class ScriptEntry {

    private final Step step;
    private final ScriptRun.Parts parts;
    private final boolean isWhole;
    private OptionalLong rank = OptionalLong.empty();

    ScriptEntry(Step step, ScriptRun.Parts parts) {
        this.step = step;
        this.parts = parts;
        this.isWhole = step.isTransactional();
    }

    /** Write it before the first group, if it is not written with that, and not there yet. */
    void begin(Attempt attempt) {
        if (isWhole || rank.isPresent()) {
            return;
        }
        OptionalLong[] written = {OptionalLong.empty()};
        try {
            rank = OptionalLong.of(parts.lock().write(transaction -> {
                long next = parts.history().insert(transaction, attempt);
                written[0] = OptionalLong.of(next);
                return next;
            }));
        } catch (Neo4jException e) {
            boolean isThere = Neo4jErrors.isLost(e)
                    && written[0].isPresent()
                    && entry(written[0].getAsLong(), e).isPresent();
            if (!isThere) {
                throw new CypherFailure(null, e);
            }
            rank = written[0];
        }
    }

    /** Write an attempt into the history in a group's own transaction. {@return the rank of the entry} */
    long write(Transaction transaction, Attempt done) {
        if (isWhole) {
            return parts.history().insert(transaction, done);
        }
        parts.history().progress(transaction, rank.orElseThrow(), done);
        return rank.orElseThrow();
    }

    /** {@return whether the history says what was to be written in a transaction whose end was not heard} */
    boolean isWritten(long ofRank, Attempt done, Neo4jException failure) {
        return entry(ofRank, failure)
                .filter(entry -> entry.attempt().statementsDone() == done.statementsDone())
                .isPresent();
    }

    private Optional<HistoryEntry> entry(long ofRank, Neo4jException failure) {
        return parts.history().entryUnder(parts.lock(), ofRank, failure);
    }

    /** Count a statement that is done already. */
    void count(Attempt done) {
        repeatable(transaction -> parts.history().progress(transaction, rank.orElseThrow(), done));
    }

    /** Write down what is about to be done. {@return the number of the group} */
    long intend(Attempt done) {
        long group = parts.fence().lastGroup().orElse(0L) + 1;
        repeatable(transaction -> parts.history().intend(transaction, rank.orElseThrow(), done, group));
        return group;
    }

    void finish(Attempt attempt) {
        if (!isWhole) {
            repeatable(transaction -> parts.history()
                    .finish(transaction, rank.orElseThrow(), attempt.withOutcome(Outcome.through(step.direction()))));
        }
    }

    private interface Change {
        void in(Transaction transaction);
    }

    /** Do what changes nothing when it is done a second time, until its end is heard. */
    private void repeatable(Change change) {
        for (int tries = 1; ; tries++) {
            try {
                parts.lock().write(transaction -> {
                    change.in(transaction);
                    return true;
                });
                return;
            } catch (Neo4jException e) {
                if (!parts.retries().pauseBefore(tries, e)) {
                    throw new CypherFailure(null, e);
                }
            }
        }
    }

    /** Whoever has lost the lock writes nothing, not even that it failed. */
    void noteFailure(Attempt attempt, CypherFailure failure) {
        Attempt failed = attempt.withOutcome(Outcome.notThrough(step.direction()))
                .withError(Neo4jErrors.message(failure.reason()));
        try {
            parts.lock().write(transaction -> {
                if (isWhole) {
                    parts.history().insert(transaction, failed);
                }
                rank.ifPresent(written -> parts.history().finish(transaction, written, failed));
                return true;
            });
        } catch (DatabaseException lost) {
            lost.addSuppressed(failure);
            throw lost;
        } catch (Neo4jException e) {
            failure.addSuppressed(e);
        }
    }
}
