package dev.whimbrel.neo4j;

import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a lease until stopped, or until somebody else has it. */
final class Heartbeat implements Runnable {

    private static final int BEATS_A_LEASE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final LeaseNode node;
    private final long token;
    private final Thread thread = new Thread(this, "whimbrel-neo4j-lease");
    private volatile boolean isStopped;

    private Heartbeat(LeaseNode node, long token) {
        this.node = node;
        this.token = token;
        thread.setDaemon(true);
    }

    static Heartbeat start(LeaseNode node, long token) {
        Heartbeat heartbeat = new Heartbeat(node, token);
        heartbeat.thread.start();
        return heartbeat;
    }

    @Override
    public void run() {
        boolean isHeld = true;
        while (isHeld && !isStopped) {
            try {
                Thread.sleep(LeaseNode.LEASE.toMillis() / BEATS_A_LEASE);
                isHeld = isStopped || node.renew(token);
            } catch (InterruptedException e) {
                return;
            } catch (Neo4jException e) {
                // The next beat may get through; whoever writes asks for himself.
                LOG.debug("The migration lock could not be renewed", e);
            }
        }
    }

    void stop() {
        isStopped = true;
        thread.interrupt();
    }
}
