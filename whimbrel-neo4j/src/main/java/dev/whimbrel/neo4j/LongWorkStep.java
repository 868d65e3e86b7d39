package dev.whimbrel.neo4j;

import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.neo4j.work.GraphWork;
import dev.whimbrel.neo4j.work.GraphWork.Beginning;
import dev.whimbrel.plan.Step;
import java.util.OptionalLong;
import org.neo4j.driver.exceptions.Neo4jException;

/** Begins long work, or reverts it, in one transaction with its history entry. */
record LongWorkStep(Neo4jHistory history, Neo4jLock lock, GraphWork work) {

    void run(Step step) {
        try {
            change(step);
        } catch (MigrationFailedException e) {
            noteFailure(step, e.problems().iterator().next().toString(), e);
            throw e;
        } catch (Neo4jException e) {
            noteFailure(step, Neo4jErrors.message(e), e);
            throw e;
        }
        if (step.direction() == Direction.DOWN) {
            work.finishRemovals();
        }
    }

    private void change(Step step) {
        if (step.direction() == Direction.UP) {
            commit(step, Outcome.STARTED, work.beginning(step.migration(), step.profile()));
        } else {
            commit(step, Outcome.REVERTED, transaction -> GraphWork.revert(transaction, step.migration()));
        }
    }

    /** A commit whose answer was lost went through if and only if the history says so. */
    private void commit(Step step, Outcome outcome, Beginning change) {
        Attempt attempt = Attempt.of(step.migration(), step.script(), outcome, 1);
        OptionalLong[] rank = {OptionalLong.empty()};
        try {
            lock.write(transaction -> {
                change.in(transaction);
                rank[0] = OptionalLong.of(history.insert(transaction, attempt));
                return true;
            });
        } catch (Neo4jException e) {
            boolean isThere = Neo4jErrors.isLost(e)
                    && rank[0].isPresent()
                    && history.entryUnder(lock, rank[0].getAsLong(), e).isPresent();
            if (!isThere) {
                throw e;
            }
        }
    }

    private void noteFailure(Step step, String reason, RuntimeException failure) {
        Attempt failed = Attempt.of(step.migration(), step.script(), Outcome.notThrough(step.direction()), 0)
                .withError(reason);
        try {
            lock.write(transaction -> history.insert(transaction, failed));
        } catch (Neo4jException e) {
            failure.addSuppressed(e);
        }
    }
}
