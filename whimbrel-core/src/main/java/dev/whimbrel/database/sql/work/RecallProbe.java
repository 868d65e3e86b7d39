package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.Recall;
import java.sql.SQLException;
import java.util.Optional;

/** Compares searches through an index with exact ones. */
public interface RecallProbe {

    /** {@return what it found; nothing if there are no vectors} */
    Optional<Recall> measure() throws SQLException;
}
