package dev.whimbrel.postgres;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.sql.JournaledScript;
import dev.whimbrel.database.sql.StatementFailure;
import dev.whimbrel.plan.Step;
import dev.whimbrel.postgres.SharedTrip.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs consecutive steps on PostgreSQL, in as few round trips as their texts allow. Not thread-safe.
 *
 * <p>Small scripts travel together, each in a transaction of its own that holds its history entry as well: see
 * {@link SharedTrip}. If such a trip fails, the server has undone the transaction at fault and not begun those after it.
 * The history then tells how many went through, and the next one runs alone, statement by statement where need be, which
 * finds the statement at fault, or, where the fault was a busy table, gets through. The same question to the history
 * settles what became of a COMMIT whose answer was lost.
 */
final class PostgresSteps {

    private final PostgresSession session;
    private final PostgresHistory history;
    private final PostgresLock lock;
    private final StepListener listener;
    private final TransactionalScript alone;
    private final OneTransaction whole;
    private final Retries retries;
    private final TripSize size = new TripSize();

    /** Of the last entry, if the last answer told it. */
    private OptionalLong lastRank = OptionalLong.empty();

    PostgresSteps(
            PostgresSession session,
            PostgresHistory history,
            Retries retries,
            PostgresLock lock,
            StepListener listener) {
        this.session = session;
        this.history = history;
        this.lock = lock;
        this.listener = listener;
        this.retries = retries;
        this.alone = new TransactionalScript(session, history, retries, lock, listener);
        this.whole = new OneTransaction(session, history, retries, lock, listener);
    }

    /**
     * Run the steps, each together with its history entry.
     *
     * @throws dev.whimbrel.error.MigrationFailedException if one did not go through; none after it was begun
     */
    void run(List<Step> steps) {
        TripsAhead trips = new TripsAhead(this::trip, size);
        int next = 0;
        while (next < steps.size()) {
            List<Step> left = steps.subList(next, steps.size());
            SharedTrip trip = attempt(left.get(0), () -> trips.next(left));
            if (trip.isEmpty()) {
                listener.stepStarted(left.get(0));
                runAlone(left.get(0), 0);
                next++;
            } else {
                trips.prepare(left.subList(trip.size(), left.size()));
                next += runTogether(trip);
            }
        }
    }

    private SharedTrip trip(List<Step> left, int most) throws SQLException {
        SharedTrip trip = SharedTrip.begin(session, history, retries, lock);
        for (Step step : left.subList(0, Math.min(most, left.size()))) {
            if (!trip.takes(step)) {
                break;
            }
        }
        return trip;
    }

    /** {@return how many of the trip's steps went through, the one that had to run alone included} */
    private int runTogether(SharedTrip trip) {
        List<Step> steps = trip.steps();
        long before = lastRank.isPresent() ? lastRank.getAsLong() : attempt(steps.get(0), history::lastRank);
        lastRank = OptionalLong.empty();
        listener.stepStarted(steps.get(0));
        long started = System.nanoTime();
        try {
            List<Entry> entries = trip.send();
            size.took(entries.size(), Duration.ofNanos(System.nanoTime() - started));
            lastRank = OptionalLong.of(entries.get(entries.size() - 1).rank());
            report(steps, entries.stream().map(Entry::duration).toList());
            return steps.size();
        } catch (SQLException e) {
            session.rollback();
            int through = report(steps, completedSince(before, steps, e));
            if (through == steps.size()) {
                // Without the lock, somebody else may have done it.
                lock.ensureHeld();
                return through;
            }
            Step refused = steps.get(through);
            if (retries.pauseBefore(1, e)) {
                listener.stepRetried(refused, PostgresErrors.message(e), 1);
            }
            runAlone(refused, 1);
            return through + 1;
        }
    }

    private List<Duration> completedSince(long before, List<Step> steps, SQLException failure) {
        try {
            return history.completedSince(before, steps);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw PostgresErrors.unsettled(failure);
        }
    }

    /** Tell that steps went through, and that the next one, if any, has begun. {@return how many went through} */
    private int report(List<Step> steps, List<Duration> durations) {
        for (int i = 0; i < durations.size(); i++) {
            Step step = steps.get(i);
            listener.statementsDone(step, step.script().summary().statements());
            listener.stepDone(step, durations.get(i));
            if (i + 1 < steps.size()) {
                listener.stepStarted(steps.get(i + 1));
            }
        }
        return durations.size();
    }

    /** @param tried how often the step was tried in company */
    private void runAlone(Step step, int tried) {
        lastRank = OptionalLong.empty();
        long started = System.nanoTime();
        try {
            if (isNoScript(step)) {
                whole.run(step);
            } else if (step.isTransactional()) {
                alone.run(step, tried);
            } else {
                runWithJournal(step);
            }
        } catch (StatementFailure e) {
            throw ScriptErrors.failed(step, e);
        } catch (SQLException e) {
            lock.ensureHeld();
            throw ScriptErrors.failed(step, new StatementFailure(null, e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + step.script().name() + " a second time", e);
        }
        listener.stepDone(step, Duration.ofNanos(System.nanoTime() - started));
    }

    static boolean isNoScript(Step step) {
        return step.migration().kind().isLongRunning()
                || step.migration().code().isPresent();
    }

    private void runWithJournal(Step step) throws StatementFailure, SQLException, IOException {
        try {
            session.execute(session.reset() + "SET lock_timeout = 0; SET statement_timeout = 0; " + lock.putUpFence());
            new JournaledScript(step, new PostgresJournal(step, session, history, retries, lock), lock, listener).run();
        } finally {
            session.undo(session.reset() + lock.takeDownFence());
        }
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private static <T> T attempt(Step step, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw ScriptErrors.failed(step, new StatementFailure(null, e));
        }
    }
}
