package dev.whimbrel.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server seen from afar: every byte arrives so much later than it was sent, in each direction, and nothing is slower
 * than that. What is sent at once arrives at once, as on a line and other than with {@link FaultyProxy#slow}, which
 * holds up one piece after the other.
 *
 * <p>Connecting is not delayed: the system itself answers that on the loopback address. Safe for use by several threads;
 * its own threads end with the connections, and do not keep the JVM alive.
 */
public final class DistantServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DistantServer.class);

    private final String host;
    private final int port;
    private final Duration distance;
    private final ServerSocket socket;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private DistantServer(String host, int port, Duration distance) throws IOException {
        this.host = host;
        this.port = port;
        this.distance = distance;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** {@return that server, reachable at another port; an exchange takes twice the distance longer} */
    public static DistantServer of(String host, int port, Duration distance) {
        try {
            DistantServer server = new DistantServer(host, port, distance);
            start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the port to connect to, at 127.0.0.1} */
    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                join(socket.accept(), new Socket(host, port));
            } catch (IOException e) {
                LOG.debug("No connection", e);
            }
        }
    }

    private void join(Socket client, Socket server) throws IOException {
        sockets.add(client);
        sockets.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        for (DelayLine line :
                List.of(new DelayLine(client, server, distance), new DelayLine(server, client, distance))) {
            start(line::fill);
            start(line::drain);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "distant-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Close all connections and take no more. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : sockets) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
