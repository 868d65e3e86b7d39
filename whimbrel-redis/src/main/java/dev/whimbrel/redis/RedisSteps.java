package dev.whimbrel.redis;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import dev.whimbrel.redis.RedisTrip.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Runs consecutive steps on Redis, in as few round trips as their size allows. Not thread-safe.
 *
 * <p>Commands travel together, each with its place in the journal, as one program that the server carries out as a whole:
 * see {@link RedisTrip} and decision 0010. What becomes of a trip whose answer is lost is settled by putting up a new
 * fence, so that it cannot take effect any more if it has not by then, and asking the history.
 */
final class RedisSteps {

    /** How often a run goes on after its connection broke without getting any further. */
    private static final int PATIENCE = 5;

    private final RedisSession session;
    private final RedisHistory history;
    private final RedisLock lock;
    private final StepListener listener;
    private final SearchIndexes indexes;
    private final KeyRemoval removal;
    private final Set<MigrationId> started = new HashSet<>();

    /** The steps that have instructions in the trip, the first of them perhaps from before. */
    private final List<Step> aboard = new ArrayList<>();

    private RedisTrip trip;
    private int through;

    RedisSteps(RedisSession session, RedisHistory history, RedisLock lock, StepListener listener) {
        this.session = session;
        this.history = history;
        this.lock = lock;
        this.listener = listener;
        this.indexes = new SearchIndexes(session);
        this.removal = new KeyRemoval(session, lock, listener);
        this.trip = newTrip();
    }

    private RedisTrip newTrip() {
        return new RedisTrip(lock, session.connector().user());
    }

    /**
     * Run the steps, each together with its history entry.
     *
     * @throws dev.whimbrel.error.MigrationFailedException if one did not go through; none after it was begun
     */
    void run(List<Step> steps) {
        new KnownCommands(session).refuseOthers(steps);
        List<Step> left = steps;
        int losses = 0;
        while (!left.isEmpty()) {
            int before = through;
            try {
                runAll(left);
                return;
            } catch (JedisConnectionException e) {
                History now = new Recovery(session, lock, history).settle(e);
                left = settled(steps.subList(through, steps.size()), now);
                losses = through > before ? 0 : losses + 1;
                if (losses > PATIENCE) {
                    throw RedisErrors.unsettled(e);
                }
            }
        }
    }

    private void runAll(List<Step> steps) {
        trip = newTrip();
        aboard.clear();
        for (Step step : steps) {
            try {
                run(step);
            } catch (IOException e) {
                throw step.unreadable(e);
            }
        }
        flush();
    }

    private void run(Step step) throws IOException {
        aboard.add(step);
        trip.begin(step);
        Checksum.Digest journal = new Checksum.Digest();
        int count = 0;
        try (StatementReader script = step.script().open()) {
            for (Optional<Statement> next = script.next(); next.isPresent(); next = script.next()) {
                journal.add(next.get().text()).add(";");
                count++;
                if (count > step.done()) {
                    take(step, RedisCommand.of(next.get()), journal.checksumSoFar());
                }
            }
        }
        trip.end(step);
        if (trip.isFull()) {
            flush();
        }
    }

    private void take(Step step, RedisCommand command, Checksum soFar) {
        if (command.isRemoval()) {
            flush();
            removal.run(step, command);
            trip.counted(soFar);
        } else if (command.isDirect()) {
            flush();
            runDirectly(step, command);
            trip.counted(soFar);
            flush();
        } else {
            if (command.switchesIndex()) {
                flush();
                indexes.awaitComplete(command.index());
            }
            trip.command(command, soFar);
            if (command.startsIndexing()) {
                flush();
                indexes.awaitComplete(command.index());
            } else if (trip.isFull()) {
                flush();
            }
        }
    }

    /** Killed before it is counted, such a command runs once more; it sets something, and does so again. */
    private void runDirectly(Step step, RedisCommand command) {
        lock.ensureHeld();
        try {
            session.await(command.words());
        } catch (JedisDataException e) {
            throw RedisFailures.failed(step, command.statement(), RedisErrors.message(e));
        }
    }

    /** Send what is aboard. A step that has not ended stays aboard. */
    private void flush() {
        if (trip.isEmpty()) {
            return;
        }
        start(aboard.get(0));
        Answer answer = trip.send(session);
        int ended = answer.ended().size();
        for (int i = 0; i < ended; i++) {
            finish(aboard.get(i), answer.ended().get(i));
            if (i + 1 < aboard.size()) {
                start(aboard.get(i + 1));
            }
        }
        aboard.subList(0, ended).clear();
        trip = newTrip();
        if (!aboard.isEmpty()) {
            goOn(aboard.get(0), answer);
        }
    }

    private void goOn(Step open, Answer answer) {
        if (answer.refusal().isPresent()) {
            throw RedisFailures.failed(open, answer.done(), answer.refusal().get());
        }
        if (answer.done() > open.done()) {
            listener.statementsDone(open, answer.done());
        }
        trip.resume(open, answer.done());
    }

    private void start(Step step) {
        if (started.add(step.migration().id())) {
            listener.stepStarted(step);
        }
    }

    private void finish(Step step, Duration duration) {
        through++;
        listener.statementsDone(step, step.script().summary().statements());
        listener.stepDone(step, duration);
    }

    /** {@return the steps that are left, the first of them from where it is} */
    private List<Step> settled(List<Step> steps, History now) {
        List<Step> left = new ArrayList<>(steps);
        while (!left.isEmpty() && isThrough(left.get(0), now)) {
            Step step = left.remove(0);
            start(step);
            finish(step, now.entries().get(now.entries().size() - 1).duration());
        }
        if (!left.isEmpty()) {
            Step first = left.get(0);
            int done = now.unfinished(first.migration().id())
                    .map(HistoryEntry::attempt)
                    .map(attempt -> attempt.statementsDone())
                    .orElse(0);
            left.set(0, new Step(first.migration(), first.direction(), done));
        }
        return left;
    }

    private static boolean isThrough(Step step, History now) {
        MigrationId id = step.migration().id();
        if (now.unfinished(id).isPresent()) {
            return false;
        }
        return step.direction() == Direction.DOWN
                ? !now.isApplied(id)
                : now.applied(id)
                        .flatMap(applied -> applied.checksum())
                        .equals(Optional.of(step.migration().up().checksum()));
    }
}
