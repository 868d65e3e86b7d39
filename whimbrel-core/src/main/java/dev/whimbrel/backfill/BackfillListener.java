package dev.whimbrel.backfill;

import dev.whimbrel.migration.Migration;

/** Hears how long work goes on; never two things at the same time. Override what is of interest. */
public interface BackfillListener {

    /** Hears nothing. */
    BackfillListener NONE = new BackfillListener() {};

    /** Called before the first page. */
    default void started(Migration migration, Progress progress) {}

    /** Called after each page. */
    default void progressed(Migration migration, Progress progress) {}

    /** Called when something is worth saying, as that it waits, and why. */
    default void noted(Migration migration, String words) {}

    /** Called now and then while the index is built. */
    default void indexing(Migration migration, String words) {}

    /** Called at the end, however it ended. */
    default void stopped(BackfillReport report) {}
}
