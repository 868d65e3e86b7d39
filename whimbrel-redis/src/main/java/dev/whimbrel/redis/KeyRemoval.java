package dev.whimbrel.redis;

import static dev.whimbrel.redis.RedisSession.bytes;
import static dev.whimbrel.redis.RedisSession.list;
import static dev.whimbrel.redis.RedisSession.text;

import dev.whimbrel.database.StepListener;
import dev.whimbrel.plan.Step;
import java.util.List;

/**
 * Removes the keys that fit a pattern, portion by portion, so that the server is never kept from others for long.
 *
 * <p>It goes through all keys once, and so finds every key that was there all the time. Killed on its way, it begins anew
 * and finds fewer. The values are freed by another thread of the server.
 */
final class KeyRemoval {

    /** How many keys are looked at in one go: a fraction of a millisecond of the server's time. */
    private static final int PORTION = 1000;

    private static final int PORTIONS_BETWEEN_EVENTS = 64;

    private final RedisSession session;
    private final RedisLock lock;
    private final StepListener listener;

    KeyRemoval(RedisSession session, RedisLock lock, StepListener listener) {
        this.session = session;
        this.lock = lock;
        this.listener = listener;
    }

    void run(Step step, RedisCommand command) {
        for (byte[] pattern : command.words().subList(1, command.words().size())) {
            remove(step, pattern);
        }
    }

    private void remove(Step step, byte[] pattern) {
        long keys = Long.parseLong(text(session.ask("DBSIZE")));
        long removed = 0;
        byte[] cursor = bytes("0");
        int portions = 0;
        do {
            List<?> answer = list(session.run(
                    RedisScript.REMOVE,
                    List.of(RedisKeys.FENCE),
                    List.of(
                            lock.arguments().get(0),
                            cursor,
                            pattern,
                            bytes(String.valueOf(PORTION)),
                            bytes(RedisKeys.PREFIX))));
            cursor = bytes(text(answer.get(0)));
            removed += Long.parseLong(text(answer.get(1)));
            if (++portions % PORTIONS_BETWEEN_EVENTS == 0) {
                tell(step, pattern, Math.min(keys, (long) portions * PORTION), keys, removed);
            }
        } while (!text(cursor).equals("0"));
        tell(step, pattern, keys, keys, removed);
    }

    private void tell(Step step, byte[] pattern, long seen, long keys, long removed) {
        listener.stepProgressed(
                step, text(pattern) + ": " + removed + " keys removed, " + seen + " of " + keys + " looked at");
    }
}
