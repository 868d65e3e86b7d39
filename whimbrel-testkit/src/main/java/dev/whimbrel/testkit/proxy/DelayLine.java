package dev.whimbrel.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One direction of a connection. One thread notes when each piece was sent, another writes it when it is due: pieces that
 * are sent close together are under way at the same time.
 */
final class DelayLine {

    private static final int PIECE = 64 * 1024;

    /** How many pieces may be under way: 64 MB, far more than the sockets' own buffers hold. */
    private static final int PIECES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DelayLine.class);

    private final Socket from;
    private final Socket to;
    private final long delay;
    private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES);

    DelayLine(Socket from, Socket to, Duration delay) {
        this.from = from;
        this.to = to;
        this.delay = delay.toNanos();
    }

    /** Bytes and when they are due, on the clock of {@link System#nanoTime}; no bytes are the end. */
    private record Piece(ByteBuffer bytes, long due) {}

    void fill() {
        try {
            byte[] buffer = new byte[PIECE];
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                send(Arrays.copyOf(buffer, read));
            }
        } catch (IOException e) {
            LOG.debug("Closed", e);
        } finally {
            send(new byte[0]);
        }
    }

    private void send(byte[] bytes) {
        try {
            underWay.put(new Piece(ByteBuffer.wrap(bytes), System.nanoTime() + delay));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void drain() {
        try {
            for (Piece next = underWay.take(); next.bytes().hasRemaining(); next = underWay.take()) {
                waitUntil(next.due());
                to.getOutputStream().write(next.bytes().array());
            }
            to.shutdownOutput();
            // Whichever direction ends second closes both.
            if (from.isOutputShutdown()) {
                close();
            }
        } catch (IOException e) {
            LOG.debug("Closed", e);
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be written to is no longer read from, so that the other end learns of it. */
    private void close() {
        try {
            from.close();
            to.close();
        } catch (IOException e) {
            LOG.debug("Closed already", e);
        }
        underWay.clear();
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
