package dev.whimbrel.database;

/** Another tool's lock, held by us until it is closed. */
public interface ForeignLock extends AutoCloseable {

    /** There is nothing to hold. */
    ForeignLock NOT_NEEDED = () -> {};

    /** The other tool holds it. */
    ForeignLock HELD_BY_OTHERS = () -> {};

    @Override
    void close();
}
