package dev.whimbrel.postgres;

import dev.whimbrel.plan.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Puts the next trip together while the server is busy with the one before. Not thread-safe.
 *
 * <p>That asks nothing of the server: the first trip is put together by who needs it, and what it had to ask is known from
 * then on.
 */
final class TripsAhead {

    private final Packing packing;
    private final TripSize size;
    private @Nullable Prepared prepared;

    TripsAhead(Packing packing, TripSize size) {
        this.packing = packing;
        this.size = size;
    }

    /** Puts as many of the steps together as can travel, up to a number of them. */
    interface Packing {
        SharedTrip of(List<Step> left, int most) throws SQLException;
    }

    private record Prepared(List<Step> left, FutureTask<SharedTrip> trip) {}

    /** Begin with the trip for those of the steps that go next. */
    void prepare(List<Step> left) {
        if (!left.isEmpty()) {
            int most = size.most();
            FutureTask<SharedTrip> trip = new FutureTask<>(() -> packing.of(left, most));
            Thread thread = new Thread(trip, "whimbrel-reads-ahead");
            thread.setDaemon(true);
            thread.start();
            prepared = new Prepared(left, trip);
        }
    }

    /** {@return the trip for those of the steps that go next, the one in preparation if it is for the same} */
    SharedTrip next(List<Step> left) throws SQLException {
        Prepared ahead = prepared;
        prepared = null;
        if (ahead == null) {
            return packing.of(left, size.most());
        }
        SharedTrip trip = take(ahead.trip());
        return ahead.left().size() == left.size() ? trip : packing.of(left, size.most());
    }

    private static SharedTrip take(FutureTask<SharedTrip> trip) throws SQLException {
        try {
            return trip.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("putting a trip together", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted before anything was sent", e);
        }
    }
}
