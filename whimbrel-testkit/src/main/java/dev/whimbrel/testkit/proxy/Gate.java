package dev.whimbrel.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A free port of the loopback address: who connects there is given a connection to the server behind. */
final class Gate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final String host;
    private final int port;
    private final Pairing pairing;
    private final ServerSocket socket;

    private Gate(String host, int port, Pairing pairing) throws IOException {
        this.host = host;
        this.port = port;
        this.pairing = pairing;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** What passes bytes between a client and its connection to the server. */
    @FunctionalInterface
    interface Pairing {
        void join(Socket client, Socket server);
    }

    /** {@return a gate to that server, open until it is closed} */
    static Gate to(String host, int port, Pairing pairing) {
        try {
            Gate gate = new Gate(host, port, pairing);
            start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Do that in a thread which does not keep the JVM alive. */
    static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return the port to connect to, at 127.0.0.1} */
    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException e) {
                LOG.debug("No connection", e);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(host, port));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        pairing.join(client, server);
    }

    /** Take no more connections. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
