package dev.whimbrel.backfill;

import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Migration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Long work on one database. Not thread-safe, but for {@link #open}.
 *
 * <p>Every method throws {@link dev.whimbrel.error.DatabaseException} if the database cannot be reached or refuses.
 */
public interface Backfills {

    /** {@return all work that has begun and was not reverted, by version} */
    List<WorkStatus> works();

    /**
     * {@return what the table looks like to this work, which need not have begun}
     *
     * @param profile of the vectors; nothing for other work
     */
    TableSurvey survey(Migration migration, Optional<Profile> profile);

    /** {@return one worker} Safe for several threads. */
    WorkSession open(Migration migration);

    /** {@return whether changes of rows are noted as they happen; where not, {@link #sweep} finds them} */
    boolean notesChanges();

    /**
     * Look for rows that nobody was told of, as those of a restore that bypasses triggers.
     *
     * @return how many were found and wait to be worked on now
     */
    long sweep(Migration migration);

    /** {@return whether the work wants an index that is not there, or is and cannot be used} */
    boolean lacksIndex(Migration migration);

    /**
     * Build the index, if the work wants one and it is not there.
     *
     * @param progress hears how far it is, in words
     */
    void buildIndex(Migration migration, Consumer<String> progress);

    /** {@return how the result compares with what the definition demands} */
    GateReport gate(Migration migration);

    /**
     * Write that the work is complete: the history's entry and the work's state, both or neither.
     *
     * @param wait how long to wait for the migration lock
     * @return whether it was written; not if somebody else wrote it or reverted the work meanwhile
     */
    boolean complete(Migration migration, Duration wait);

    /** Point readers at these vectors. {@return what forbids it; then nothing was changed} */
    Problems switchTo(Migration migration);

    /** Point readers at the vectors that they were pointed at before. {@return what forbids it} */
    Problems switchBack(String name);

    /** Remove what the work has made, for others took its place. {@return what forbids it} */
    Problems contract(Migration migration);
}
