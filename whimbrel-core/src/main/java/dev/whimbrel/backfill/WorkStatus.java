package dev.whimbrel.backfill;

import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Version;
import java.time.Duration;
import java.util.Optional;

/**
 * How far long work is, as its database remembers it.
 *
 * @param name what readers find vectors by: {@code table.column} or the name of the side table; the table for other work
 * @param total rows to be worked on, as counted or estimated at the beginning
 * @param done rows that are through
 * @param skipped rows without a text
 * @param deadLetters rows whose text cannot be embedded
 * @param rowsPerSecond at which it is worked on now, by all processes together; 0 if nobody does
 * @param queued rows that have changed since and wait
 * @param cost what it took until now
 * @param profile what the vectors are; nothing for other work
 * @param isActive whether readers are pointed at these vectors
 */
public record WorkStatus(
        Version version,
        String name,
        WorkState state,
        long total,
        long done,
        long skipped,
        long deadLetters,
        double rowsPerSecond,
        long queued,
        Cost cost,
        Optional<Profile> profile,
        boolean isActive) {

    /** {@return how much longer it takes if it goes on like this} */
    public Optional<Duration> left() {
        long open = total - done - skipped - deadLetters;
        return state == WorkState.STARTED && open > 0 && rowsPerSecond > 0
                ? Optional.of(Duration.ofMillis(Math.round(open / rowsPerSecond * 1000)))
                : Optional.empty();
    }
}
