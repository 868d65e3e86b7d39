package dev.whimbrel.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server seen from afar: every byte arrives so much later than it was sent, in each direction, and nothing is slower
 * than that. What is sent at once arrives at once, as on a line and other than with {@link FaultyProxy#slow}, which
 * holds up one piece after the other.
 *
 * <p>Connecting is not delayed: the system itself answers that on the loopback address. Safe for use by several threads;
 * its own threads end with the connections, and do not keep the JVM alive.
 */
public final class DistantServer implements AutoCloseable {

    private final Duration distance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Gate gate;

    private DistantServer(String host, int port, Duration distance) {
        this.distance = distance;
        this.gate = Gate.to(host, port, this::join);
    }

    /** {@return that server, reachable at another port; an exchange takes twice the distance longer} */
    public static DistantServer of(String host, int port, Duration distance) {
        return new DistantServer(host, port, distance);
    }

    /** {@return the port to connect to, at 127.0.0.1} */
    public int port() {
        return gate.port();
    }

    private void join(Socket client, Socket server) {
        sockets.add(client);
        sockets.add(server);
        for (DelayLine line :
                List.of(new DelayLine(client, server, distance), new DelayLine(server, client, distance))) {
            Gate.start(line::fill);
            Gate.start(line::drain);
        }
    }

    /** Close all connections and take no more. */
    @Override
    public void close() {
        gate.close();
        try {
            for (Socket each : sockets) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
