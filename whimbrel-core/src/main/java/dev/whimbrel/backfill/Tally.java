package dev.whimbrel.backfill;

import dev.whimbrel.migration.Migration;
import java.time.Duration;
import java.util.Optional;

/** Counts what the workers of a run have done, and tells it. Thread-safe. */
final class Tally {

    private static final double NANOS = 1e9;

    private final Migration migration;
    private final WorkStatus before;
    private final Budget budget;
    private final BackfillListener listener;
    private final long started = System.nanoTime();
    private long total;
    private long handled;
    private long done;
    private long skipped;
    private long dead;

    Tally(Migration migration, WorkStatus before, Budget budget, BackfillListener listener) {
        this.migration = migration;
        this.before = before;
        this.budget = budget;
        this.listener = listener;
        this.total = before.total();
    }

    /** Ask how much there is to do, unless it is known already. */
    synchronized void total(WorkSession session) {
        if (total == 0) {
            total = session.total();
        }
    }

    synchronized void start() {
        listener.started(migration, progress());
    }

    synchronized void add(EmbeddedPage page, long written) {
        done += written + page.page().settled();
        handled += written;
        skipped += page.page().skipped();
        dead += page.dead().size();
        budget.spend(page.cost());
        listener.progressed(migration, progress());
    }

    synchronized void note(String words) {
        listener.noted(migration, words);
    }

    synchronized void indexing(String words) {
        listener.indexing(migration, words);
    }

    synchronized Progress progress() {
        double seconds = (System.nanoTime() - started) / NANOS;
        double rate = seconds > 0 ? handled / seconds : 0;
        long all = before.done() + done;
        long open = total - all - before.skipped() - skipped;
        Optional<Duration> left = rate > 0 && open > 0
                ? Optional.of(Duration.ofMillis(Math.round(open / rate * 1000)))
                : Optional.empty();
        return new Progress(
                all,
                Math.max(total, all + before.skipped() + skipped),
                before.skipped() + skipped,
                before.deadLetters() + dead,
                budget.spent(),
                rate,
                left);
    }
}
