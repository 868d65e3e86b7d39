package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.SqlWorkSession.Membership;
import dev.whimbrel.database.sql.work.WorkTables;
import java.sql.SQLException;

/**
 * The number of a worker. Its connection holds an advisory lock of that number while it lives, so that others see at once when
 * it is gone; the lease is for one that lives and does nothing.
 */
record Workers(int number) implements Membership {

    /** The first half of the advisory locks that workers hold on their own numbers. */
    static final int LOCK = 0x57_48_57_4b;

    static Workers enroll(SqlCommands connection, WorkTables tables) throws SQLException {
        int number = Math.toIntExact(
                connection.number("SELECT nextval(" + PostgresSql.literal(tables.named("whimbrel_worker")) + ")"));
        connection.execute("SELECT pg_advisory_lock(" + LOCK + ", " + number + ")");
        return new Workers(number);
    }

    /** The lock goes with the connection. */
    @Override
    public void close() {}
}
