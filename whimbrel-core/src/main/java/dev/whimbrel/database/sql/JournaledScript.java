package dev.whimbrel.database.sql;

import dev.whimbrel.database.Lock;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script that cannot run in one transaction: statement by statement, with a journal in its history entry.
 *
 * <p>The entry says RUNNING from before the first statement, and APPLIED only after the last. A statement that can run in
 * a transaction commits together with its count, so that it is done if and only if it is counted. One that cannot is
 * counted right after it; killed between the two, it comes again, and the session sees whether there is anything left to
 * do. So that it knows when to look, the entry of an attempt of which that is not known goes on saying RUNNING. A run that
 * goes on after an interruption skips what is counted.
 */
public final class JournaledScript {

    private final Step step;
    private final ScriptSession session;
    private final Lock lock;
    private final StepListener listener;
    private final Checksum.Digest journal = new Checksum.Digest();
    private Attempt attempt;
    private int count;
    /** Whether a statement may have taken effect without being counted. */
    private boolean isUndecided;

    public JournaledScript(Step step, ScriptSession session, Lock lock, StepListener listener) {
        this.step = step;
        this.session = session;
        this.lock = lock;
        this.listener = listener;
        this.attempt = Attempt.of(step.migration(), step.script(), Outcome.underWay(step.direction()), step.done());
    }

    /**
     * Run the script to its end.
     *
     * @throws StatementFailure if a statement is refused; what was done before it stays, and stays counted
     */
    public void run() throws StatementFailure, IOException {
        long rank = begin();
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                take(rank, next.get(), script);
            }
            finish(rank, Outcome.through(step.direction()));
        } catch (StatementFailure e) {
            session.rollback();
            ensureHeld(e);
            if (!isUndecided) {
                noteFailure(rank, e);
            }
            throw e;
        }
    }

    /** Whoever has lost the lock writes nothing, not even that it failed. */
    private void ensureHeld(StatementFailure failure) {
        try {
            lock.ensureHeld();
        } catch (DatabaseException lost) {
            lost.addSuppressed(failure);
            throw lost;
        }
    }

    private long begin() throws StatementFailure {
        try {
            if (step.done() > 0) {
                attempt = attempt.withProgress(step.done(), step.script().checksumOfFirst(step.done()));
            }
            return session.insert(attempt);
        } catch (SQLException e) {
            throw new StatementFailure(null, e);
        }
    }

    private void take(long rank, Statement statement, StatementReader script) throws StatementFailure, IOException {
        if (statement.execution().isTransactionControl()) {
            return;
        }
        count++;
        journal.add(statement.text()).add(";");
        if (count > step.done()) {
            lock.ensureHeld();
            execute(rank, statement, script);
            listener.statementsDone(step, count);
        } else if (statement.execution() == Execution.SESSION || statement.execution() == Execution.SETTING) {
            repeat(statement, script);
        }
    }

    private void execute(long rank, Statement statement, StatementReader script) throws StatementFailure, IOException {
        for (int tries = 1; ; tries++) {
            try {
                executeOnce(rank, statement, script);
                return;
            } catch (StatementFailure e) {
                boolean canRepeat = isTransactional(statement) && statement.execution() != Execution.COPY_IN;
                if (!canRepeat || !session.pauseBeforeRetry(tries, e.reason())) {
                    throw e;
                }
                session.rollback();
                listener.stepRetried(step, session.message(e.reason()), tries);
            }
        }
    }

    private void executeOnce(long rank, Statement statement, StatementReader script)
            throws StatementFailure, IOException {
        boolean isTransactional = isTransactional(statement);
        @Nullable Statement blamed = statement;
        try {
            if (isTransactional) {
                session.begin();
            }
            session.execute(statement, script);
            blamed = null;
            Attempt further = attempt.withProgress(count, journal.checksumSoFar());
            session.progress(rank, further);
            if (isTransactional) {
                session.commit();
            }
            attempt = further;
        } catch (SQLException e) {
            isUndecided = !isTransactional && (blamed == null || session.hasLostAnswer(e));
            throw new StatementFailure(blamed, e);
        }
    }

    private static boolean isTransactional(Statement statement) {
        return statement.execution() == Execution.TRANSACTIONAL
                || statement.execution() == Execution.SETTING
                || statement.execution() == Execution.COPY_IN;
    }

    /** What is set up on a connection is gone with it, so that it is done again, and counted no further. */
    private void repeat(Statement statement, StatementReader script) throws StatementFailure, IOException {
        try {
            session.execute(statement, script);
        } catch (SQLException e) {
            throw new StatementFailure(statement, e);
        }
    }

    private void finish(long rank, Outcome outcome) throws StatementFailure {
        try {
            session.finish(rank, attempt.withOutcome(outcome));
        } catch (SQLException e) {
            throw new StatementFailure(null, e);
        }
    }

    private void noteFailure(long rank, StatementFailure failure) {
        Outcome outcome = Outcome.notThrough(step.direction());
        try {
            session.finish(rank, attempt.withOutcome(outcome).withError(session.message(failure.reason())));
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
