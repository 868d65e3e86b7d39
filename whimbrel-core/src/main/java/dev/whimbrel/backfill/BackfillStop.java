package dev.whimbrel.backfill;

import dev.whimbrel.backfill.BackfillReport.End;
import java.time.Duration;
import java.util.Optional;

/** The wish that long work stops, and pauses that end when it comes. Thread-safe. */
public final class BackfillStop {

    private Optional<End> end = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    /** Ask the workers to stop after the page they have in hand. */
    public void request() {
        request(End.STOPPED);
    }

    synchronized void request(End reason) {
        if (end.isEmpty()) {
            end = Optional.of(reason);
        }
        notifyAll();
    }

    synchronized void fail(RuntimeException reason) {
        failure.ifPresentOrElse(first -> first.addSuppressed(reason), () -> failure = Optional.of(reason));
        request(End.STOPPED);
    }

    /** {@return whether somebody asked to stop} */
    public synchronized boolean isRequested() {
        return end.isPresent();
    }

    synchronized Optional<End> end() {
        return end;
    }

    synchronized void throwFailure() {
        failure.ifPresent(reason -> {
            throw reason;
        });
    }

    /** Wait for so long, or until the wish comes. An interrupt is one. */
    public synchronized void pause(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toMillis();
                    end.isEmpty() && left > 0;
                    left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
        }
    }
}
