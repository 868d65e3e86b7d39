package dev.whimbrel.backfill;

import dev.whimbrel.embedding.Cost;
import java.time.Duration;
import java.util.Optional;

/**
 * How far long work is.
 *
 * @param done rows that are through, those of earlier runs included
 * @param total rows to be worked on
 * @param skipped rows without a text
 * @param deadLetters rows whose text cannot be embedded
 * @param cost of this run
 * @param rowsPerSecond of this run
 * @param left how much longer it takes if it goes on like this
 */
public record Progress(
        long done,
        long total,
        long skipped,
        long deadLetters,
        Cost cost,
        double rowsPerSecond,
        Optional<Duration> left) {

    /** {@return the same at the end, when nothing is left and dead letters of earlier runs may have come through} */
    Progress ended(long deadLettersLeft) {
        return new Progress(done, total, skipped, deadLettersLeft, cost, rowsPerSecond, Optional.empty());
    }
}
