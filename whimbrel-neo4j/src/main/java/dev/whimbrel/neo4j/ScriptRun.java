package dev.whimbrel.neo4j;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.neo4j.work.GraphWork;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one script, group by group, together with its {@link ScriptEntry} in the history. Not thread-safe. */
final class ScriptRun {

    static final Logger LOG = LoggerFactory.getLogger(ScriptRun.class);

    private final Step step;
    private final Parts parts;
    private final StepListener listener;
    private final ScriptEntry entry;
    private Attempt attempt;
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
        this.entry = new ScriptEntry(step, parts);
        this.attempt = Attempt.of(step.migration(), step.script(), Outcome.underWay(step.direction()), step.done());
        if (step.done() > 0) {
            attempt = attempt.withProgress(step.done(), step.script().checksumOfFirst(step.done()));
        }
    }

    Step step() {
        return step;
    }

    ScriptEntry entry() {
        return entry;
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
                entry.begin(attempt);
                pass();
                entry.finish(attempt);
                return;
            } catch (CypherFailure e) {
                failures++;
                if (!e.isWorthAnotherTry() || !parts.retries().pauseBefore(failures, e.reason())) {
                    entry.noteFailure(attempt, e);
                    throw e;
                }
                listener.stepRetried(step, Neo4jErrors.message(e.reason()), failures);
            }
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
        return step.isTransactional()
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
}
