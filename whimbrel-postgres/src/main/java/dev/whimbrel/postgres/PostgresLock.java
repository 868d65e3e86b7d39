package dev.whimbrel.postgres;

import dev.whimbrel.database.Backoff;
import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The right to migrate a PostgreSQL schema: a session-level advisory lock on a connection of its own.
 *
 * <p>It is asked for by polling, never by waiting inside the server: a waiting command holds a snapshot, for which
 * {@code CREATE INDEX CONCURRENTLY} of the holder would wait in turn, for ever and without a deadlock being found. The
 * connection stays in autocommit and idle for the same reason. The server gives the lock up with the connection, which it
 * checks every second.
 *
 * <p>The work is done on another connection, which may outlive this one by a moment: its client was killed, or somebody
 * ended the lock's connection alone. Hence a fence between the two, a second lock: the work holds it shared until its
 * transaction is over, and asks behind it whether the first lock is still held; whoever takes the first lock waits until
 * nobody holds the fence. So nobody reads the history while something that is not in it yet may still be committed. It is
 * asked by trying to take a third lock, on a number that the lock's connection has drawn: it is refused as long as that
 * connection lives. Looking into pg_locks for it would halt all locking on the server for a moment, for each migration.
 *
 * <p>Where connections are an application's, of which there may be no more than one, the lock is held by the connection on
 * which the work is done. It then has a snapshot only while a statement of its own runs, lock and work end together, and
 * a connection that is lost takes the lock with it: the run stops, and the next one goes on. To its own session no lock is
 * refused, so there pg_locks is looked into.
 */
final class PostgresLock implements Lock {

    /** {@code WHIM} in ASCII; tells our locks from others. */
    private static final int CLASS = 0x5748494D;

    private static final int FENCE = CLASS + 1;

    private static final int TOKEN = CLASS + 2;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final String TRY = """
            SELECT CASE WHEN pg_try_advisory_lock(%d, name) THEN
                CASE WHEN pg_try_advisory_lock(%d, %%d) THEN pg_try_advisory_xact_lock(%d, name) ELSE false END
                ELSE false END
            FROM (SELECT hashtext(?) AS name) AS lock
            """.formatted(CLASS, TOKEN, FENCE);

    private static final String STILL_HELD = """
            SELECT 1 FROM pg_catalog.pg_locks
            WHERE locktype = 'advisory' AND classid = %d::oid AND objid = hashtext(?)::oid AND objsubid = 2
              AND granted AND pid = pg_backend_pid()
            """.formatted(CLASS);

    /** Fails by dividing by zero. */
    private static final String HELD =
            "1 / (NOT pg_catalog.pg_try_advisory_xact_lock_shared(%d, %%d))::integer".formatted(TOKEN);

    /** The same where the lock is held by who asks. */
    private static final String HELD_BY_WHO_ASKS = """
            1 / (SELECT count(*) FROM pg_catalog.pg_locks
            WHERE locktype = 'advisory' AND classid = %d::oid AND objid = pg_catalog.hashtext(%%s)::oid AND objsubid = 2
              AND granted AND pid = pg_catalog.pg_backend_pid())""".formatted(CLASS);

    private static final String HOLDER = """
            SELECT format('%%s, process %%s of the server, user %%s, from %%s, since %%s',
                activity.application_name, activity.pid, activity.usename,
                coalesce(host(activity.client_addr), 'local'),
                to_char(activity.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS UTC'))
            FROM pg_catalog.pg_locks AS held JOIN pg_catalog.pg_stat_activity AS activity USING (pid)
            WHERE held.locktype = 'advisory' AND held.classid IN (%d::oid, %d::oid) AND held.objid = hashtext(?)::oid
              AND held.objsubid = 2 AND held.granted AND held.pid <> pg_backend_pid()
              AND held.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
            ORDER BY held.classid
            """.formatted(CLASS, FENCE);

    private final PostgresConnector connector;
    private final Connection connection;
    private final boolean isWorkedOn;
    private final String schema;
    private final int token = ThreadLocalRandom.current().nextInt();

    private PostgresLock(PostgresConnector connector, Connection connection, boolean isWorkedOn, String schema) {
        this.connector = connector;
        this.isWorkedOn = isWorkedOn;
        this.connection = connection;
        this.schema = schema;
    }

    /** @param session what the work is done on */
    static PostgresLock take(
            PostgresSession session, PostgresConnector connector, String schema, Duration wait, LockListener listener)
            throws SQLException {
        if (connector.isLent()) {
            PostgresLock lock = new PostgresLock(connector, session.connection(), true, schema);
            lock.acquire(wait, listener);
            return lock;
        }
        Connection connection = connector.connect();
        try {
            PostgresLock lock = new PostgresLock(connector, connection, false, schema);
            lock.acquire(wait, listener);
            return lock;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void acquire(Duration wait, LockListener listener) throws SQLException {
        long deadline = System.nanoTime() + wait.toNanos();
        Backoff backoff = new Backoff(Duration.ofMillis(25), LONGEST_PAUSE);
        boolean told = false;
        while (!isTrue(TRY.formatted(token))) {
            if (!told) {
                listener.waiting(connector.name(), holder(connection, schema));
                told = true;
            }
            if (System.nanoTime() >= deadline) {
                throw held(wait);
            }
            backoff.pause();
        }
    }

    private boolean isTrue(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** {@return who holds the lock on that schema, for people} */
    static Optional<String> holder(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private LockedException held(Duration wait) throws SQLException {
        String holder = holder(connection, schema).orElse("a process that is gone by now");
        return new LockedException(new Problem(
                ErrorCode.LOCK_HELD,
                "another process is migrating " + connector.url(),
                "held by " + holder + "; we waited " + wait.toSeconds() + " s",
                "wait for it to end and run again, or allow more time: --wait SECONDS, lock.wait in whimbrel.yaml"));
    }

    /**
     * {@return what another connection asks in a transaction: it fails, by dividing by zero, when this lock is not held any
     * more; otherwise nobody gets the lock before the transaction is over}
     */
    String guard() {
        return guard("pg_advisory_xact_lock_shared", "");
    }

    /** {@return the same, with one more expression computed in the same command} */
    String guardAnd(String expression) {
        return guard("pg_advisory_xact_lock_shared", ", " + expression);
    }

    /** {@return the same for what runs outside a transaction: nobody gets the lock before the fence is taken down} */
    String putUpFence() {
        return guard("pg_advisory_lock_shared", "");
    }

    /** The fence is a row to select from, so it is put up before anything is asked. */
    private String guard(String fence, String besides) {
        String literal = PostgresSql.literal(schema);
        return "SELECT " + (isWorkedOn ? HELD_BY_WHO_ASKS.formatted(literal) : HELD.formatted(token)) + besides
                + " FROM pg_catalog.%s(%d, pg_catalog.hashtext(%s))".formatted(fence, FENCE, literal);
    }

    String takeDownFence() {
        return "SELECT pg_catalog.pg_advisory_unlock_shared(%d, pg_catalog.hashtext(%s))"
                .formatted(FENCE, PostgresSql.literal(schema));
    }

    @Override
    public void ensureHeld() {
        try {
            if (isTrue(STILL_HELD)) {
                return;
            }
        } catch (SQLException e) {
            throw lost(e);
        }
        throw lost(new SQLException("the server does not list it any more"));
    }

    private static DatabaseException lost(SQLException reason) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.LOCK_LOST,
                        "the migration lock was lost; nothing more was begun",
                        String.valueOf(reason.getMessage()),
                        "find out who ended the connection (an idle limit in a proxy, a restart), then run again"),
                reason);
    }

    @Override
    public void close() {
        giveUp();
        try {
            if (!isWorkedOn) {
                connection.close();
            }
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }

    /** The server notices a closed connection a moment later, which is too late for who comes next and does not wait. */
    private void giveUp() {
        try (Statement statement = connection.createStatement()) {
            PostgresConnector.allowSilence(connection, connector.answer());
            statement.execute("SELECT pg_catalog.pg_advisory_unlock_all()");
            PostgresConnector.allowSilence(connection, Duration.ZERO);
        } catch (SQLException e) {
            // A connection that cannot be asked any more is gone, and the lock with it.
        }
    }
}
