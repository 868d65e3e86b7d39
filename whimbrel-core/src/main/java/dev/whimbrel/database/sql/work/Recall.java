package dev.whimbrel.database.sql.work;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What searches through an index found, of what an exact search finds.
 *
 * @param queries how many were compared
 * @param isIndexUsed whether searches use the index at all
 */
public record Recall(int queries, double mean, double fifthPercentile, double minimum, boolean isIndexUsed) {

    /** Compares searches. */
    public interface Probe {
        /** {@return what it found; nothing if there are no vectors} */
        Optional<Recall> measure() throws SQLException;
    }
}
