package dev.whimbrel.neo4j;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.neo4j.work.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to migrate a Neo4j database: a lease, written on one node, by the server's clock.
 *
 * <p>A heartbeat renews it. A process that is killed stops renewing, and after the lease another one takes over, with the
 * next token. A process that was only asleep wakes up to find that its token is not the node's any more: everything it
 * would write it writes behind {@link #guard}, which locks the node within the same transaction and looks. So while such a
 * transaction is open nobody takes over, and after a takeover none of the old one is committed. For changes of the schema,
 * whose transactions can write no node, {@link SchemaFence} does the same.
 */
final class Neo4jLock implements Lock {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jLock.class);

    private final Neo4jSession session;
    private final LeaseNode node;
    private final long token;
    private final Heartbeat heartbeat;

    private Neo4jLock(Neo4jSession session, LeaseNode node, long token) {
        this.session = session;
        this.node = node;
        this.token = token;
        this.heartbeat = Heartbeat.start(LeaseNode.LEASE, () -> node.renew(token));
    }

    static Neo4jLock take(Neo4jSession session, Duration wait, LockListener listener) {
        LeaseNode node = new LeaseNode(session);
        Patient patient = new Patient();
        patient.until(() -> {
            node.create();
            return true;
        });
        String owner = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + wait.toNanos();
        Backoff backoff = new Backoff(Duration.ofMillis(50), LONGEST_PAUSE);
        boolean told = false;
        while (true) {
            LeaseNode.Answer answer = patient.until(() -> node.tryTake(owner));
            if (answer.isTaken()) {
                return taken(session, node, answer);
            }
            if (!told) {
                listener.waiting(session.connector().name(), Optional.of(answer.holder()));
                told = true;
            }
            if (System.nanoTime() >= deadline) {
                throw held(session, answer.holder(), wait);
            }
            backoff.pause();
        }
    }

    private static Neo4jLock taken(Neo4jSession session, LeaseNode node, LeaseNode.Answer answer) {
        Neo4jLock lock = new Neo4jLock(session, node, answer.token());
        try {
            if (answer.isTakenOver()) {
                node.terminateOlder(answer.token());
            }
            return lock;
        } catch (Neo4jException | LockedException e) {
            lock.close();
            throw e;
        }
    }

    private static LockedException held(Neo4jSession session, String holder, Duration wait) {
        return new LockedException(new Problem(
                ErrorCode.LOCK_HELD,
                "another process is migrating " + session.connector().url(),
                "held by " + holder + "; we waited " + wait.toSeconds() + " s",
                "wait for it to end and run again, or allow more time: --wait SECONDS, lock.wait in whimbrel.yaml"));
    }

    /** {@return the number by which later holders are told from earlier ones} */
    long token() {
        return token;
    }

    /** {@return what the work yields, run in a transaction that is only committed while this lock is held} */
    <T> T write(Neo4jSession.Work<T> work) {
        return session.write(Neo4jSession.under(token), transaction -> {
            guard(transaction);
            return work.in(transaction);
        });
    }

    /**
     * Keep everybody from taking the lock until the transaction is over.
     *
     * @throws DatabaseException if somebody has taken it
     */
    void guard(Transaction transaction) {
        List<Record> rows = transaction.run(LeaseNode.GUARD).list();
        if (rows.isEmpty()) {
            throw lost(
                    "the node :WhimbrelLock is gone; a script that deletes all nodes deletes those of Whimbrel as well");
        }
        if (rows.get(0).get("token").asLong(0) != token) {
            throw lost("another process took it over, since ours was not heard of for " + LeaseNode.LEASE.toSeconds()
                    + " s");
        }
    }

    @Override
    public void ensureHeld() {
        try {
            if (new Patient().until(() -> node.renew(token))) {
                return;
            }
        } catch (Neo4jException e) {
            throw Neo4jErrors.refused(session.connector(), e);
        }
        throw lost("another process took it over, or its node is gone");
    }

    static DatabaseException lost(String why) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.LOCK_LOST,
                        "the migration lock was lost; nothing more was begun",
                        why,
                        "see that the process is not stopped for seconds and that scripts leave the nodes of Whimbrel alone,"
                                + " then run again"),
                null);
    }

    @Override
    public void close() {
        heartbeat.stop();
        try {
            new Patient().until(() -> {
                node.giveBack(token);
                return true;
            });
        } catch (Neo4jException e) {
            LOG.warn(
                    "The migration lock could not be given back; it runs out within {} s",
                    LeaseNode.LEASE.toSeconds(),
                    e);
        }
    }
}
