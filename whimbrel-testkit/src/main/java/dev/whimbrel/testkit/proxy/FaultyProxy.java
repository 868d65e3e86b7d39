package dev.whimbrel.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy on the loopback address that passes everything on, but for one {@link Fault}, and counts what it passes.
 *
 * <p>A test first runs without a fault, to learn from {@link #traffic} where there is something to break. Safe for use by
 * several threads; its own threads end with the connections, and do not keep the JVM alive.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FaultyProxy.class);

    private final String host;
    private final int port;
    private final Fault fault;
    private final Duration delay;
    private final int piece;
    private final ServerSocket socket;
    private final List<Link> links = new CopyOnWriteArrayList<>();

    private FaultyProxy(String host, int port, Fault fault, Duration delay, int piece) {
        this.host = host;
        this.port = port;
        this.fault = fault;
        this.delay = delay;
        this.piece = piece;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** {@return a proxy in front of that server, running} */
    public static FaultyProxy to(String host, int port, Fault fault) {
        return new FaultyProxy(host, port, fault, Duration.ZERO, Link.PIECE);
    }

    /** {@return a proxy that holds every piece back for a while, in each direction} */
    public static FaultyProxy slow(String host, int port, Duration delay) {
        return slow(host, port, delay, Link.PIECE);
    }

    /** {@return a proxy that passes on no more than so many bytes at once, and holds each piece back for a while} */
    public static FaultyProxy slow(String host, int port, Duration delay, int piece) {
        return new FaultyProxy(host, port, Fault.NONE, delay, piece);
    }

    /** {@return the port to connect to, at 127.0.0.1} */
    public int port() {
        return socket.getLocalPort();
    }

    /** {@return how many clients have connected so far} */
    public int connections() {
        return links.size();
    }

    /** {@return what went over a connection until now} */
    public Traffic traffic(int connection) {
        return links.get(connection - 1).traffic();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                link(socket.accept());
            } catch (IOException e) {
                LOG.debug("No connection", e);
            }
        }
    }

    private void link(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(host, port));
        } catch (IOException e) {
            client.close();
            throw e;
        }
        Fault own = fault.connection() == links.size() + 1 ? fault : Fault.NONE;
        Link link = new Link(client, server, own, delay, piece);
        links.add(link);
        start(link::passRequests);
        start(link::passAnswers);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Cut all connections and take no more.
     *
     * @throws IllegalStateException if the action of the fault failed; the cause is what it threw
     */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.forEach(Link::cut);
        links.forEach(Link::throwFailure);
    }
}
