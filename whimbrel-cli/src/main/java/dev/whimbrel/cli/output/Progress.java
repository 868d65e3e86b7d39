package dev.whimbrel.cli.output;

import java.time.Duration;
import java.util.Optional;

/** How far long work is, and how much longer it takes if it goes on like this. */
final class Progress {

    /** Shorter work is over before anybody has read how far it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int total;
    private final long started = System.nanoTime();

    /** @param total how much there is to do */
    Progress(int total) {
        this.total = total;
    }

    /** {@return a line for people; nothing while the work is young} */
    Optional<String> line(int done) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        return elapsed.compareTo(PATIENCE) < 0 || done == 0 ? Optional.empty() : Optional.of(line(done, elapsed));
    }

    String line(int done, Duration elapsed) {
        Duration left = elapsed.multipliedBy(Math.max(0, total - done)).dividedBy(done);
        return done + " of " + Times.count(total, "statement") + ", " + Times.of(left) + " left";
    }
}
