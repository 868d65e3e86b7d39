package dev.whimbrel.backfill;

import java.util.Optional;

/**
 * One worker on one piece of long work, with a connection of its own. What it has claimed is free again when it is closed,
 * or when its process or its connection dies. Not thread-safe.
 *
 * <p>Every method throws {@link dev.whimbrel.error.DatabaseException} if the database cannot be reached or refuses.
 */
public interface WorkSession extends AutoCloseable {

    /** {@return the next rows, for this worker alone; nothing if there are none to be had now} No transaction stays open. */
    Optional<Page> claim();

    /** {@return how many rows there are to be worked on, as counted by the first claim} */
    long total();

    /** {@return whether nothing is left, neither for this worker nor in the hands of others} */
    boolean isDrained();

    /**
     * Write what was made of a page, the claim's end, and the progress, all of it or nothing. A row that has changed since
     * it was read keeps what it has: its change asks for it again.
     *
     * @return how many rows were written
     */
    long complete(EmbeddedPage page);

    /** Let others have a page. */
    void giveBack(Page page);

    /** {@return why it is better to wait for a while, for the sake of other users of the database} */
    Optional<String> pressure();

    @Override
    void close();
}
