package dev.whimbrel.backfill;

import dev.whimbrel.migration.Migration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Takes page after page until there are no more. */
final class Worker implements Runnable {

    private static final Duration WHILE_OTHERS_WORK = Duration.ofMillis(200);
    private static final Duration UNDER_PRESSURE = Duration.ofSeconds(2);

    private final Backfills backfills;
    private final Migration migration;
    private final Optional<PageEmbedder> embedder;
    private final Pace pace;
    private final Tally tally;
    private final BackfillStop stop;

    Worker(
            Backfills backfills,
            Migration migration,
            Optional<PageEmbedder> embedder,
            Pace pace,
            Tally tally,
            BackfillStop stop) {
        this.backfills = backfills;
        this.migration = migration;
        this.embedder = embedder;
        this.pace = pace;
        this.tally = tally;
        this.stop = stop;
    }

    @Override
    public void run() {
        try (WorkSession session = backfills.open(migration)) {
            while (!stop.isRequested()) {
                awaitCalm(session);
                Optional<Page> page = session.claim();
                if (page.isPresent()) {
                    tally.total(session);
                    process(session, page.get());
                } else if (session.isDrained()) {
                    return;
                } else {
                    stop.pause(WHILE_OTHERS_WORK);
                }
            }
        } catch (CancellationException e) {
            stop.request();
        } catch (RuntimeException e) {
            stop.fail(e);
        }
    }

    private void awaitCalm(WorkSession session) {
        Optional<String> pressure = session.pressure();
        while (pressure.isPresent() && !stop.isRequested()) {
            tally.note("waiting: " + pressure.get());
            stop.pause(UNDER_PRESSURE);
            pressure = session.pressure();
        }
    }

    private void process(WorkSession session, Page page) {
        try {
            stop.pause(pace.before(page.rows().size()));
            Optional<EmbeddedPage> embedded =
                    embedder.isPresent() ? embedder.get().embed(page) : Optional.of(EmbeddedPage.empty(page));
            if (embedded.isPresent()) {
                tally.add(embedded.get(), session.complete(embedded.get()));
            } else {
                session.giveBack(page);
            }
        } catch (RuntimeException e) {
            giveBack(session, page, e);
            throw e;
        }
    }

    private static void giveBack(WorkSession session, Page page, RuntimeException reason) {
        try {
            session.giveBack(page);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
