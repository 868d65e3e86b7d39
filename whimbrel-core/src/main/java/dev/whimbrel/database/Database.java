package dev.whimbrel.database;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.plan.Promises.PromisedObject;
import dev.whimbrel.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A database that can be migrated. Connections are opened when first needed and kept until {@link #close()}.
 *
 * <p>Every method throws {@link dev.whimbrel.error.DatabaseException} when the database cannot be reached or refuses.
 * Not thread-safe.
 */
public interface Database extends AutoCloseable {

    /** {@return the name it is configured under} */
    String name();

    /** {@return what it is, as in {@code postgresql}} */
    String kind();

    ScriptLanguage language();

    /** Make sure that the database answers. */
    void ping();

    /** {@return how the database is and what it is ready for; never throws for a database that is down} */
    Health health();

    /**
     * {@return the same, held against what pending migrations will create}
     *
     * @param pending tells what that is; called only if the database can tell what it remembers
     */
    default Health health(Function<History, List<PromisedObject>> pending) {
        return health();
    }

    /** {@return what the database remembers; empty if it never was migrated. Changes nothing} */
    History history();

    /**
     * Wait for the lock that admits one process at a time.
     *
     * @param wait how long at the most
     * @throws dev.whimbrel.error.LockedException if another process holds it longer
     */
    Lock lock(Duration wait, LockListener listener);

    /** Make room for the history. Called while the lock is held; does nothing the second time. */
    void prepare();

    /**
     * Run consecutive steps, in order, each together with its history entry.
     *
     * <p>At every instant an {@code applied} entry exists if and only if the whole effect of its migration is there.
     *
     * @param lock checked before every step
     * @throws dev.whimbrel.error.WhimbrelException if a step did not go through; no step after it was begun
     */
    void apply(List<Step> steps, Lock lock, StepListener listener);

    /**
     * Ask the server to end what {@link #apply} runs at this moment, which then fails and is undone as after any failure.
     * Safe for other threads; silent where there is nothing to end, or no way to tell the server.
     */
    default void cancel() {}

    /** Write entries that say something about migrations without running any, all of them or none. */
    void record(List<Attempt> attempts, Lock lock);

    /** {@return the tables that other tools made; none where no other tool keeps a history} */
    default ForeignTables foreignTables() {
        return ForeignTables.NONE;
    }

    /** {@return which of the objects are not there or not as they should be} */
    Problems verify(List<PromisedObject> promised);

    /** {@return the same, and what was found to be as it should} */
    default Verification verification(List<PromisedObject> promised) {
        return new Verification(name(), Map.of(), verify(promised));
    }

    /** {@return its long work; nothing if it can do none} */
    default Optional<Backfills> backfills() {
        return Optional.empty();
    }

    @Override
    void close();
}
