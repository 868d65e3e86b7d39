package dev.whimbrel.backfill;

import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Migration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings one piece of long work to its end: pages, then a sweep for rows that nobody was told of, then the index, the gate,
 * and the entry in the history. Of work that is complete, what has changed is done again, and an index built that is gone. Whatever stops it, running it again goes on where it was. Not thread-safe.
 */
public final class BackfillEngine {

    private final Backfills backfills;
    private final BackfillOptions options;
    private final Duration lockWait;
    private final BackfillListener listener;
    private final BackfillStop stop;
    private final Budget budget;
    private final Pace pace;

    /** @param lockWait how long to wait for the migration lock at the end */
    public BackfillEngine(
            Backfills backfills,
            BackfillOptions options,
            Duration lockWait,
            BackfillListener listener,
            BackfillStop stop) {
        this.backfills = backfills;
        this.options = options;
        this.lockWait = lockWait;
        this.listener = listener;
        this.stop = stop;
        this.budget = new Budget(options.maxCost());
        this.pace = new Pace(options.rate());
    }

    /**
     * Work on it until it is complete or something stops it.
     *
     * @param before how far it is
     * @param model of the vectors; nothing for work that is done in the database alone
     * @throws dev.whimbrel.error.WhimbrelException if database or model failed
     */
    public BackfillReport run(Migration migration, WorkStatus before, Optional<EmbeddingModel> model) {
        Tally tally = new Tally(migration, before, budget, listener);
        Optional<PageEmbedder> embedder = model.map(opened -> new PageEmbedder(opened, budget, tally, stop));
        tally.start();
        boolean isLeft = true;
        while (isLeft) {
            work(migration, embedder, tally);
            stop.throwFailure();
            isLeft = !stop.isRequested() && isBegun(before) && backfills.sweep(migration) > 0;
        }
        BackfillReport report = stop.isRequested() ? stopped(migration, tally) : finish(migration, before, tally);
        listener.stopped(report);
        return report;
    }

    private BackfillReport stopped(Migration migration, Tally tally) {
        End end = stop.end().orElse(End.STOPPED);
        return new BackfillReport(migration, end, tally.progress(), GateReport.NONE, Problems.NONE);
    }

    private void work(Migration migration, Optional<PageEmbedder> embedder, Tally tally) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= options.workers(); i++) {
            Worker worker = new Worker(backfills, migration, embedder, pace, tally, stop);
            Thread thread = new Thread(worker, "whimbrel-backfill-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        boolean wasInterrupted = false;
        for (Thread thread : threads) {
            wasInterrupted |= join(thread);
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt of ours stops the workers, which give back what they have in hand. {@return whether one came} */
    private boolean join(Thread thread) {
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
                stop.request();
                thread.interrupt();
            }
        }
        return wasInterrupted;
    }

    private static boolean isBegun(WorkStatus before) {
        return before.state() == WorkState.STARTED;
    }

    private BackfillReport finish(Migration migration, WorkStatus before, Tally tally) {
        if (!isBegun(before)) {
            if (backfills.lacksIndex(migration)) {
                tally.note("its index is gone or cannot be used; it is built anew");
                backfills.buildIndex(migration, tally::indexing);
            }
            return report(migration, before, End.CAUGHT_UP, tally, GateReport.NONE);
        }
        backfills.buildIndex(migration, tally::indexing);
        GateReport gate = backfills.gate(migration);
        if (!gate.problems().isEmpty()) {
            return report(migration, before, End.GATE_FAILED, tally, gate);
        }
        boolean isOurs = backfills.complete(migration, lockWait);
        return report(migration, before, isOurs ? End.COMPLETE : End.CAUGHT_UP, tally, gate);
    }

    /** What is left is counted anew, where all has been looked at; a text that was mended is no dead letter any more. */
    private BackfillReport report(Migration migration, WorkStatus before, End end, Tally tally, GateReport gate) {
        long dead = backfills.works().stream()
                .filter(work -> work.version().equals(before.version()))
                .mapToLong(WorkStatus::deadLetters)
                .sum();
        Problems problems = end == End.GATE_FAILED ? gate.problems() : Problems.NONE;
        return new BackfillReport(migration, end, tally.progress().ended(dead), gate, problems);
    }
}
