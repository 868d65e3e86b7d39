package dev.whimbrel.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks on now and then, from a thread and a connection of its own, while something takes long on another connection. What
 * it cannot find out is not told, and the work goes on.
 */
final class Lookout implements AutoCloseable {

    private final CountDownLatch over = new CountDownLatch(1);

    /** One look. */
    interface Round {

        /** {@return the pause until the next one} */
        Duration look(ActivityView view) throws SQLException;
    }

    private Lookout() {}

    /**
     * {@return a lookout until it is closed; one that sees nothing where connections are an application's, which may have
     * no other one or may need it itself}
     *
     * @param first the pause before the first look
     */
    static Lookout start(String thread, PostgresConnector connector, Duration first, Round round) {
        Lookout lookout = new Lookout();
        if (!connector.isLent()) {
            Thread looking = new Thread(() -> lookout.lookOn(connector, first, round), thread);
            looking.setDaemon(true);
            looking.start();
        }
        return lookout;
    }

    private void lookOn(PostgresConnector connector, Duration first, Round round) {
        Duration pause = first;
        try (ActivityView view = new ActivityView(connector)) {
            while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = round.look(view);
            }
        } catch (SQLException e) {
            // The work itself hears of what is wrong with the server, and says so.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
