package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.EmbeddedPage;
import java.sql.SQLException;
import java.util.Optional;

/** Puts vectors where they belong, in the caller's transaction. */
public interface VectorSink {

    /** For work that has no vectors. */
    VectorSink NONE = page -> 0;

    /** {@return an expression for what is to be known of a page of the snapshot when its claim ends, right before it is written} */
    default Optional<String> look(EmbeddedPage page) {
        return Optional.empty();
    }

    /**
     * The same as {@link #write(EmbeddedPage)}.
     *
     * @param seen the value of that expression
     */
    default long write(EmbeddedPage page, Optional<String> seen) throws SQLException {
        return write(page);
    }

    /**
     * Write each vector if it is of the text that its row has at that moment, and nothing else of the row. What has changed
     * meanwhile is left as it is.
     *
     * @return how many were written
     */
    long write(EmbeddedPage page) throws SQLException;
}
