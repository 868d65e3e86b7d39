package dev.whimbrel.run;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.Databases;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Carries plans out: plan, lock, plan again, run, report. Nothing else executes anything. Not thread-safe.
 *
 * <p>The first plan tells whether there is anything to do, so that a start with nothing pending takes no lock and waits
 * for nobody. The second one is made under the lock, from what the databases remember by then.
 */
public final class Runner {

    private final Databases databases;
    private final Duration lockWait;
    private final Models models;

    /** @param models that embeddings may name */
    public Runner(Databases databases, Duration lockWait, Models models) {
        this.databases = databases;
        this.lockWait = lockWait;
        this.models = models;
    }

    /**
     * Run what is planned.
     *
     * @param outlook the plan as it is without the locks
     * @param planning plans again, from histories read afresh
     * @throws dev.whimbrel.error.DisagreementException if files and history disagree; nothing was begun
     * @throws dev.whimbrel.error.LockedException if another process holds a lock too long; nothing was begun
     * @throws RunFailedException if a step did not go through
     */
    public RunReport run(Plan outlook, Supplier<Plan> planning, RunListener listener) {
        outlook.throwIfForbidden();
        if (outlook.isEmpty()) {
            return report(new Recorder(outlook, listener), listener);
        }
        outlook.readScripts();
        Profiles profiles = new Profiles(databases, models);
        profiles.complete(outlook);
        try (Locks locks = Locks.take(databases.all(), lockWait, listener)) {
            Plan plan = profiles.complete(planning.get());
            plan.throwIfForbidden();
            plan.readScripts();
            listener.planMade(plan);
            return run(plan, locks, listener);
        }
    }

    private RunReport run(Plan plan, Locks locks, RunListener listener) {
        Recorder recorder = new Recorder(plan, listener);
        try {
            for (List<Step> steps : plan.runs()) {
                Database database = databases.get(steps.get(0).database());
                database.prepare();
                database.apply(steps, locks.of(database), recorder);
            }
        } catch (WhimbrelException e) {
            RunReport report = recorder.report(e.problems());
            listener.stopped(report);
            throw new RunFailedException(report, e);
        }
        return report(recorder, listener);
    }

    private static RunReport report(Recorder recorder, RunListener listener) {
        RunReport report = recorder.report(Problems.NONE);
        listener.stopped(report);
        return report;
    }

    /**
     * Write entries into one database's history, decided on under its lock.
     *
     * @param deciding reads the history and decides; called while the lock is held
     * @return what was written
     */
    public List<Attempt> record(String database, Supplier<List<Attempt>> deciding, RunListener listener) {
        Database recorded = databases.get(database);
        try (Locks locks = Locks.take(List.of(recorded), lockWait, listener)) {
            List<Attempt> attempts = deciding.get();
            if (!attempts.isEmpty()) {
                recorded.prepare();
                recorded.record(attempts, locks.of(recorded));
            }
            return attempts;
        }
    }
}
