package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.EmbeddedPage;
import java.sql.SQLException;

/** Puts vectors where they belong, in the caller's transaction. */
public interface VectorSink {

    /** For work that has no vectors. */
    VectorSink NONE = page -> 0;

    /**
     * Write each vector if it is of the text that its row has at that moment, and nothing else of the row. What has changed
     * meanwhile is left as it is.
     *
     * @return how many were written
     */
    long write(EmbeddedPage page) throws SQLException;
}
