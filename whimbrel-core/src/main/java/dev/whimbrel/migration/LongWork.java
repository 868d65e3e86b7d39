package dev.whimbrel.migration;

import java.util.List;

/** Work on the rows of a table that may take hours: page by page, to be interrupted and gone on with at any time. */
public sealed interface LongWork permits BackfillWork, EmbeddingWork {

    /** {@return the table, qualified or not, as the definition writes it} */
    String table();

    /** {@return the column that rows are found by: unique, not null, ordered} */
    String key();

    /** {@return how many rows make a page} */
    int batch();

    /** {@return versions that must be complete before this one begins} */
    List<Version> requires();
}
