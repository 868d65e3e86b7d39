package dev.whimbrel.migration;

import java.util.List;
import java.util.Optional;

/**
 * Change rows of a table: {@code UPDATE table SET set WHERE where}, a page at a time.
 *
 * @param set the assignments, in SQL
 * @param where which rows need it, in SQL; all if empty. A row that is done should not match any more
 */
public record BackfillWork(
        String table, String key, String set, Optional<String> where, int batch, List<Version> requires)
        implements LongWork {

    /** Rows of a page, if the definition does not say. */
    public static final int BATCH = 1000;

    public BackfillWork {
        Definition.require("table", table);
        Definition.require("key", key);
        Definition.require("set", set);
        Definition.requirePositive("batch", batch);
        requires = List.copyOf(requires);
    }
}
