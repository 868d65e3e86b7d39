package dev.whimbrel.neo4j;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.neo4j.work.GraphWork;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one script, group by group, and keeps its entry in the history. Not thread-safe.
 *
 * <p>A script that only changes data is one group, and its entry is written with it, whole or not at all. Any other has an
 * entry that says RUNNING from before the first group and counts the statements of each group that is done.
 */
final class ScriptRun {

    static final Logger LOG = LoggerFactory.getLogger(ScriptRun.class);

    private final Step step;
    private final Parts parts;
    private final StepListener listener;
    private final boolean isWhole;
    private Attempt attempt;
    private OptionalLong rank = OptionalLong.empty();
    private int failures;

    /** What runs share. */
    record Parts(
            Neo4jSession session,
            Neo4jHistory history,
            SchemaFence fence,
            Neo4jIndexes indexes,
            Neo4jLock lock,
            Retries retries,
            GraphWork work) {}

    ScriptRun(Step step, Parts parts, StepListener listener) {
        this.step = step;
        this.parts = parts;
        this.listener = listener;
        this.isWhole = step.isTransactional();
        this.attempt = Attempt.of(step.migration(), step.script(), Outcome.underWay(step.direction()), step.done());
        if (step.done() > 0) {
            attempt = attempt.withProgress(step.done(), step.script().checksumOfFirst(step.done()));
        }
    }

    Step step() {
        return step;
    }

    Neo4jSession session() {
        return parts.session();
    }

    SchemaFence fence() {
        return parts.fence();
    }

    Neo4jIndexes indexes() {
        return parts.indexes();
    }

    Neo4jLock lock() {
        return parts.lock();
    }

    /**
     * Run the script to its end.
     *
     * @throws CypherFailure if a statement is refused; what was done before its group stays, and stays counted
     */
    void run() throws IOException {
        while (true) {
            try {
                begin();
                pass();
                finish();
                return;
            } catch (CypherFailure e) {
                failures++;
                if (!e.isWorthAnotherTry() || !parts.retries().pauseBefore(failures, e.reason())) {
                    noteFailure(e);
                    throw e;
                }
                listener.stepRetried(step, Neo4jErrors.message(e.reason()), failures);
            }
        }
    }

    private void begin() {
        if (isWhole || rank.isPresent()) {
            return;
        }
        OptionalLong[] written = {OptionalLong.empty()};
        try {
            rank = OptionalLong.of(lock().write(transaction -> {
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

    /** Run what is not done yet. */
    private void pass() throws IOException {
        LiveIndexes live = new LiveIndexes();
        Checksum.Digest journal = new Checksum.Digest();
        Group group = new DataGroup(this);
        int start = attempt.statementsDone();
        int count = 0;
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                Statement statement = next.get();
                journal.add(statement.text()).add(";");
                count++;
                if (count > start) {
                    if (!group.takes(statement)) {
                        group = follow(group, statement, live, count == start + 1);
                    }
                    group.add(statement, further(count, journal));
                }
                live.follow(statement);
            }
            group.end();
        } finally {
            group.close();
        }
        indexes().await(step, live, start == count, this);
    }

    private Group follow(Group group, Statement statement, LiveIndexes live, boolean isFirst) {
        group.end();
        group.close();
        indexes().await(step, live, isFirst, this);
        return switch (statement.execution()) {
            case SCHEMA -> new SchemaGroup(this);
            case NON_TRANSACTIONAL -> new LoneStatement(this);
            default -> new DataGroup(this);
        };
    }

    private Attempt further(int count, Checksum.Digest journal) {
        return isWhole
                ? Attempt.of(step.migration(), step.script(), Outcome.through(step.direction()), count)
                : attempt.withProgress(count, journal.checksumSoFar());
    }

    void statementDone(Attempt done) {
        listener.statementsDone(step, done.statementsDone());
    }

    /** Take note that a group took effect and is counted. */
    void groupDone(Attempt done) {
        attempt = done;
        failures = 0;
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
        return parts.history().entryUnder(lock(), ofRank, failure);
    }

    /** Count a statement that is done already. */
    void count(Attempt done) {
        repeatable(transaction -> parts.history().progress(transaction, rank.orElseThrow(), done));
    }

    /** Write down what is about to be done. {@return the number of the group} */
    long intend(Attempt done) {
        long group = fence().lastGroup().orElse(0L) + 1;
        repeatable(transaction -> parts.history().intend(transaction, rank.orElseThrow(), done, group));
        return group;
    }

    private void finish() {
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
                lock().write(transaction -> {
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
    private void noteFailure(CypherFailure failure) {
        Attempt failed = attempt.withOutcome(Outcome.notThrough(step.direction()))
                .withError(Neo4jErrors.message(failure.reason()));
        try {
            lock().write(transaction -> {
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
