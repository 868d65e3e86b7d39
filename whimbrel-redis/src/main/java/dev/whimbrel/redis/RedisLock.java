package dev.whimbrel.redis;

import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The right to migrate a Redis database: a lease that lapses by itself some seconds after its process died, and a fence.
 *
 * <p>The lease says whether somebody else may take over; the fence says whether somebody has. It holds the token of
 * whoever took the lock last, and every script that writes asks for it first, on the server, where nothing can come in
 * between. So a process that was stopped for an hour, or a command that was lost in the network for a minute, finds that
 * it is not its turn any more. A lease that lapsed during a command that took longer is renewed if nobody minded.
 *
 * <p>A thread prolongs the lease, on a connection of its own, which it opens only after the first pause: most runs are
 * over by then.
 */
final class RedisLock implements Lock {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLock.class);

    /** How long the lock outlives its process, at the most. */
    private static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration HEARTBEAT = LEASE.dividedBy(4);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RedisSession session;
    private final String holder;
    private final Thread heartbeat;
    private volatile String token = newToken();
    private volatile boolean closed;

    private RedisLock(RedisSession session) {
        this.session = session;
        this.holder = "whimbrel, process " + ProcessHandle.current().pid() + " of user "
                + System.getProperty("user.name") + ", Redis user "
                + session.connector().user();
        this.heartbeat = new Thread(this::prolong, "whimbrel-redis-lease");
        this.heartbeat.setDaemon(true);
    }

    private static String newToken() {
        return UUID.randomUUID().toString();
    }

    static RedisLock take(RedisSession session, Duration wait, LockListener listener) {
        RedisLock lock = new RedisLock(session);
        long deadline = System.nanoTime() + wait.toNanos();
        boolean told = false;
        for (String other = lock.ask(); other != null; other = lock.ask()) {
            if (!told) {
                listener.waiting(session.connector().name(), Optional.of(other));
                told = true;
            }
            if (System.nanoTime() >= deadline) {
                throw held(session, other, wait);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        lock.heartbeat.start();
        return lock;
    }

    /** Ask for the lock. {@return who else holds it; nothing if it is ours now} */
    private @Nullable String ask() {
        Object other = session.run(RedisScript.TAKE, RedisKeys.OF_LOCK, arguments(token));
        return other == null ? null : RedisSession.text(other);
    }

    private static LockedException held(RedisSession session, String other, Duration wait) {
        return new LockedException(
                new Problem(
                        ErrorCode.LOCK_HELD,
                        "another process is migrating " + session.connector().url(),
                        "it has held the migration lock for all of the " + wait.toSeconds() + " s that we waited: "
                                + other,
                        "wait for it to end and run again, or allow more time: lock.wait in whimbrel.yaml, WHIMBREL_LOCK_WAIT"));
    }

    /** {@return who holds the lock on a database, for people} */
    static Optional<String> holder(RedisSession session) {
        return Optional.ofNullable(session.ask("GET", RedisKeys.LOCK)).map(RedisSession::text);
    }

    /** {@return what every script that writes begins its arguments with: token, lease, holder} */
    List<byte[]> arguments() {
        return arguments(token);
    }

    private List<byte[]> arguments(String ofToken) {
        return List.of(
                RedisSession.bytes(ofToken),
                RedisSession.bytes(String.valueOf(LEASE.toMillis())),
                RedisSession.bytes(holder));
    }

    @Override
    public void ensureHeld() {
        try {
            hold(session, "");
        } catch (JedisException e) {
            throw RedisErrors.refused(session.connector(), e);
        }
    }

    /**
     * Put up a new fence, so that nothing we have sent until now takes effect any more.
     *
     * @throws DatabaseException if another process has taken the lock over
     */
    void renew() {
        String next = newToken();
        hold(session, next);
        token = next;
    }

    private void hold(RedisSession by, String next) {
        Object held = by.run(RedisScript.HOLD, RedisKeys.OF_LOCK, concat(arguments(), next));
        if (!Long.valueOf(1).equals(held)) {
            throw lost(null);
        }
    }

    private static List<byte[]> concat(List<byte[]> arguments, String last) {
        return List.of(arguments.get(0), arguments.get(1), arguments.get(2), RedisSession.bytes(last));
    }

    static DatabaseException lost(@Nullable Throwable cause) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.LOCK_LOST,
                        "the migration lock was lost",
                        "another process has taken it over, as this one was not heard of for " + LEASE.toSeconds()
                                + " s",
                        "nothing of what came after was done; see what the other process does, then run again"),
                cause);
    }

    private void prolong() {
        try (RedisSession own = new RedisSession(session.connector())) {
            while (!closed) {
                LockSupport.parkNanos(HEARTBEAT.toNanos());
                if (!closed) {
                    prolongOnce(own);
                }
            }
        }
    }

    /** The work finds out for itself that the lock is lost, or the server gone. */
    private void prolongOnce(RedisSession own) {
        try {
            own.run(RedisScript.HOLD, RedisKeys.OF_LOCK, concat(arguments(), ""));
        } catch (JedisException e) {
            LOG.debug("The lease could not be prolonged", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(heartbeat);
        try {
            session.run(RedisScript.RELEASE, RedisKeys.OF_LOCK, arguments().subList(0, 1));
        } catch (JedisException e) {
            // It lapses by itself; what went wrong before has been told.
            LOG.debug("The lock could not be given back", e);
        }
    }
}
