package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.WorkSession;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/** A worker on an SQL database, with a connection of its own and a number that it holds while it lives. */
public final class SqlWorkSession implements WorkSession {

    private final WorkConnection connection;
    private final Membership membership;
    private final WorkClaims claims;
    private final PageWriter writer;
    private final Pressure pressure;
    private final Function<SQLException, RuntimeException> refusal;

    /** Tells why it is better to wait for a while. */
    public interface Pressure {

        /** Nobody is in anybody's way. */
        Pressure NONE = Optional::empty;

        Optional<String> felt() throws SQLException;
    }

    /** What a worker holds while it lives, and others can see. */
    public interface Membership extends AutoCloseable {

        /** {@return the worker's own number, never used before} */
        int number();

        /** Give it up. Called once its connection is closed. */
        @Override
        void close();
    }

    /** @param refusal what is thrown where the database refuses */
    public SqlWorkSession(
            WorkConnection connection,
            WorkDialect dialect,
            Work work,
            Membership membership,
            VectorSink sink,
            Pressure pressure,
            Function<SQLException, RuntimeException> refusal) {
        this.connection = connection;
        this.membership = membership;
        this.claims = new WorkClaims(connection, dialect, work, membership.number());
        this.writer = new PageWriter(connection, dialect, work, membership.number(), sink);
        this.pressure = pressure;
        this.refusal = refusal;
    }

    @Override
    public Optional<Page> claim() {
        return attempt(claims::next);
    }

    @Override
    public long total() {
        return attempt(claims::total);
    }

    @Override
    public boolean isDrained() {
        return attempt(claims::isDrained);
    }

    @Override
    public long complete(EmbeddedPage page) {
        return attempt(() -> writer.write(page));
    }

    @Override
    public void giveBack(Page page) {
        attempt(() -> {
            claims.free(page);
            return true;
        });
    }

    @Override
    public Optional<String> pressure() {
        return attempt(pressure::felt);
    }

    @Override
    public void close() {
        try (membership) {
            attempt(() -> {
                connection.close();
                return true;
            });
        }
    }

    private <T> T attempt(WorkConnection.Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw refusal.apply(e);
        }
    }
}
