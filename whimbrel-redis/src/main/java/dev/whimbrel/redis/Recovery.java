package dev.whimbrel.redis;

import dev.whimbrel.history.History;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Finds out, after a connection broke, what the server has done. */
final class Recovery {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final RedisSession session;
    private final RedisLock lock;
    private final RedisHistory history;

    Recovery(RedisSession session, RedisLock lock, RedisHistory history) {
        this.session = session;
        this.lock = lock;
        this.history = history;
    }

    /**
     * {@return the history, to which nothing will be added that was sent before}
     *
     * @throws dev.whimbrel.error.DatabaseException if the server does not come back, or somebody else has the lock
     */
    History settle(JedisConnectionException loss) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                lock.renew();
                return history.read();
            } catch (JedisException e) {
                if (System.nanoTime() >= deadline) {
                    e.addSuppressed(loss);
                    throw RedisErrors.unsettled(e);
                }
            }
            session.close();
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
