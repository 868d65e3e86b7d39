package dev.whimbrel.backfill;

import java.util.List;
import java.util.Optional;

/**
 * Rows that one worker has claimed.
 *
 * @param claim what it is claimed by; zero for rows that were claimed each for itself, because they had changed
 * @param range the keys of a page of the snapshot
 * @param rows what is to be embedded; none for work that is done in the database alone
 * @param settled rows that need nothing: their vector is current already
 * @param skipped rows without a text
 */
public record Page(long claim, Optional<KeyRange> range, List<Row> rows, int settled, int skipped) {

    public Page {
        rows = List.copyOf(rows);
    }

    /**
     * Keys from one to another.
     *
     * @param after the key before the first; from the beginning if empty
     * @param to the last key
     */
    public record KeyRange(Optional<String> after, String to) {}
}
