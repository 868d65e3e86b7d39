package dev.whimbrel.neo4j.work;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a lease until stopped, or until somebody else has it. */
public final class Heartbeat implements Runnable {

    private static final int BEATS_A_LEASE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Duration lease;
    private final BooleanSupplier renewal;
    private final Thread thread = new Thread(this, "whimbrel-neo4j-lease");
    private volatile boolean isStopped;

    private Heartbeat(Duration lease, BooleanSupplier renewal) {
        this.lease = lease;
        this.renewal = renewal;
        thread.setDaemon(true);
    }

    /** @param renewal renews the lease, and tells whether it is still held */
    public static Heartbeat start(Duration lease, BooleanSupplier renewal) {
        Heartbeat heartbeat = new Heartbeat(lease, renewal);
        heartbeat.thread.start();
        return heartbeat;
    }

    @Override
    public void run() {
        boolean isHeld = true;
        while (isHeld && !isStopped) {
            try {
                Thread.sleep(lease.toMillis() / BEATS_A_LEASE);
                isHeld = isStopped || renewal.getAsBoolean();
            } catch (InterruptedException e) {
                return;
            } catch (Neo4jException e) {
                // The next beat may get through; whoever writes asks for himself.
                LOG.debug("A lease could not be renewed", e);
            }
        }
    }

    public void stop() {
        isStopped = true;
        thread.interrupt();
    }
}
