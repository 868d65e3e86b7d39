package dev.whimbrel.neo4j;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** The one node that says who may migrate, and until when. Thread-safe. */
final class LeaseNode {

    static final Duration LEASE = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 10;

    private static final String CREATE =
            "CREATE CONSTRAINT whimbrel_lock IF NOT EXISTS FOR (l:WhimbrelLock) REQUIRE l.name IS UNIQUE";

    private static final String EXISTS = "MATCH (l:WhimbrelLock {name: 'migration'}) RETURN l.token AS token";

    /** What is set first locks the node, so that what is read behind it is what it says now. */
    private static final String LOCK = "SET l.writes = coalesce(l.writes, 0) + 1\n";

    static final String GUARD = "MATCH (l:WhimbrelLock {name: 'migration'})\n" + LOCK + "RETURN l.token AS token";

    private static final String TAKE = "MERGE (l:WhimbrelLock {name: 'migration'})\n" + LOCK + """
            WITH l, datetime.realtime('Z') AS now
            WITH l, now, l.holder AS before, coalesce(l.until <= now OR l.owner = $owner, true) AS free
            FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
                SET l.token = coalesce(l.token, 0) + 1, l.owner = $owner, l.holder = $holder, l.since = now,
                    l.until = now + duration({milliseconds: $lease}))
            RETURN free, before, l.token AS token, l.holder AS holder, toString(l.since) AS since
            """;

    private static final String HELD =
            "MATCH (l:WhimbrelLock {name: 'migration'})\n" + LOCK + "WITH l WHERE l.token = $token\n";

    private static final String RENEW = HELD + """
            SET l.until = datetime.realtime('Z') + duration({milliseconds: $lease})
            RETURN l.token AS token
            """;

    private static final String GIVE_BACK =
            HELD + "SET l.until = null, l.owner = null, l.holder = null, l.since = null";

    private static final String HOLDER = """
            MATCH (l:WhimbrelLock {name: 'migration'}) WHERE l.until > datetime.realtime('Z')
            RETURN l.holder AS holder, toString(l.since) AS since
            """;

    /** The server lists the transactions of all its databases. */
    private static final String OLDER = """
            SHOW TRANSACTIONS YIELD transactionId AS id, database, metaData
            WHERE database = $database AND metaData.%s < $token
            """.formatted(Neo4jSession.TOKEN);

    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final Neo4jSession session;

    LeaseNode(Neo4jSession session) {
        this.session = session;
    }

    /**
     * What came of trying to take the lock.
     *
     * @param isTaken whether it is ours
     * @param isTakenOver whether another one had not given it back
     * @param token the token of whoever holds it now
     * @param holder who holds it now, for people
     */
    record Answer(boolean isTaken, boolean isTakenOver, long token, String holder) {}

    /** Make sure that there is but one such node; several processes may try at once. */
    void create() {
        for (int attempt = 1; session.query(EXISTS).isEmpty(); attempt++) {
            try {
                session.query(CREATE);
                return;
            } catch (Neo4jException e) {
                if (attempt == ATTEMPTS || !Neo4jErrors.isContention(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Take the lock if it is free.
     *
     * @param owner tells those who try apart, so that the lock is also free for whoever took it and was not told so
     */
    Answer tryTake(String owner) {
        return session.write(transaction -> {
            Record row = transaction
                    .run(TAKE, Map.of("owner", owner, "holder", us(), "lease", LEASE.toMillis()))
                    .single();
            boolean isTaken = row.get("free").asBoolean();
            return new Answer(
                    isTaken,
                    isTaken && !row.get("before").isNull(),
                    row.get("token").asLong(),
                    holder(row));
        });
    }

    /** {@return whether the lock is still ours} */
    boolean renew(long token) {
        return session.write(transaction -> !transaction
                .run(RENEW, Map.of("token", token, "lease", LEASE.toMillis()))
                .list()
                .isEmpty());
    }

    void giveBack(long token) {
        session.write(transaction ->
                transaction.run(GIVE_BACK, Map.of("token", token)).consume());
    }

    /** {@return who holds the lock, for people} */
    Optional<String> holder() {
        return session.query(HOLDER).stream().map(LeaseNode::holder).findFirst();
    }

    private static String holder(Record row) {
        return row.get("holder").asString("") + ", since " + row.get("since").asString("");
    }

    /**
     * End what a holder that is gone left running: batches that commit on their own would go on without it.
     *
     * @throws LockedException if it does not end
     */
    void terminateOlder(long token) {
        String database =
                session.query("CALL db.info() YIELD name").get(0).get("name").asString();
        Map<String, Object> parameters = Map.of("token", token, "database", database);
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
        while (!session.query(OLDER + "RETURN id", parameters).isEmpty()) {
            if (System.nanoTime() >= deadline) {
                throw doesNotEnd();
            }
            session.query(OLDER + "TERMINATE TRANSACTIONS id YIELD message RETURN message", parameters);
            backoff.pause();
        }
    }

    private LockedException doesNotEnd() {
        return new LockedException(new Problem(
                ErrorCode.LOCK_HELD,
                "what another process was doing on " + session.connector().url() + " does not end",
                "the process is gone, but the server still runs a transaction of its, which was told to end",
                "see SHOW TRANSACTIONS; run again when it is over"));
    }

    private static String us() {
        return "process " + ProcessHandle.current().pid() + " on " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }
}
