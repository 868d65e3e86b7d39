package dev.whimbrel.testkit.proxy;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy on the loopback address that passes everything on, but for one {@link Fault}, and counts what it passes.
 *
 * <p>A test first runs without a fault, to learn from {@link #traffic} where there is something to break. Safe for use by
 * several threads; its own threads end with the connections, and do not keep the JVM alive.
 */
public final class FaultyProxy implements AutoCloseable {

    private final Fault fault;
    private final Duration delay;
    private final int piece;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final Gate gate;

    private FaultyProxy(String host, int port, Fault fault, Duration delay, int piece) {
        this.fault = fault;
        this.delay = delay;
        this.piece = piece;
        this.gate = Gate.to(host, port, this::link);
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
        return gate.port();
    }

    /** {@return how many clients have connected so far} */
    public int connections() {
        return links.size();
    }

    /** {@return what went over a connection until now} */
    public Traffic traffic(int connection) {
        return links.get(connection - 1).traffic();
    }

    private void link(Socket client, Socket server) {
        Fault own = fault.connection() == links.size() + 1 ? fault : Fault.NONE;
        Link link = new Link(client, server, own, delay, piece);
        links.add(link);
        Gate.start(link::passRequests);
        Gate.start(link::passAnswers);
    }

    /**
     * Cut all connections and take no more.
     *
     * @throws IllegalStateException if the action of the fault failed; the cause is what it threw
     */
    @Override
    public void close() {
        gate.close();
        links.forEach(Link::cut);
        links.forEach(Link::throwFailure);
    }
}
