package dev.whimbrel.redis;

import java.util.List;

/**
 * The keys that Whimbrel keeps in a database. What stands in braces puts them into one slot, so that one script may use
 * all of them wherever keys are spread by slots.
 */
final class RedisKeys {

    /** What begins with it is ours: no migration touches it. */
    static final String PREFIX = "whimbrel:";

    /** A stream, one entry an attempt, and notes on how attempts went on. */
    static final String HISTORY = "whimbrel:{migrations}:history";

    /** A hash: how far the attempt under way has come. */
    static final String JOURNAL = "whimbrel:{migrations}:journal";

    /** Who holds the lock, for people; lapses with the lease. */
    static final String LOCK = "whimbrel:{migrations}:lock";

    /** The token of whoever took the lock last; stays. */
    static final String FENCE = "whimbrel:{migrations}:fence";

    static final List<String> OF_LOCK = List.of(FENCE, LOCK);
    static final List<String> ALL = List.of(FENCE, LOCK, HISTORY, JOURNAL);

    private RedisKeys() {}
}
