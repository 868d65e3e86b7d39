package dev.whimbrel.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through the proxy: a thread for each way. */
final class Link {

    /** How long a server is quiet that has done what it was asked for. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** The most that is passed on at once. */
    static final int PIECE = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final Socket client;
    private final Socket server;
    private final Fault fault;
    private final Duration delay;
    private final int pieceLength;
    private final List<Long> requestEnds = new ArrayList<>();
    private long requestBytes;
    private long answerBytes;
    private boolean isAnswering = true;
    private int exchange;
    private volatile @Nullable Throwable failure;

    Link(Socket client, Socket server, Fault fault, Duration delay, int pieceLength) {
        this.client = client;
        this.server = server;
        this.fault = fault;
        this.delay = delay;
        this.pieceLength = pieceLength;
    }

    synchronized Traffic traffic() {
        return new Traffic(requestBytes, answerBytes, requestEnds);
    }

    void passRequests() {
        pass(client, server, this::takeRequest);
    }

    void passAnswers() {
        pass(server, client, this::takeAnswer);
    }

    /** What of a piece is passed on, and whether the connection is cut behind it. */
    private record Portion(int bytes, boolean isLast) {}

    private interface Way {
        Portion take(int bytes) throws IOException;
    }

    private void pass(Socket from, Socket to, Way way) {
        byte[] piece = new byte[pieceLength];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Portion portion = way.take(read);
                if (!delay.isZero()) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                out.write(piece, 0, portion.bytes());
                if (portion.isLast()) {
                    cut();
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // A reset is passed on as what it is; so is the silence after a lost answer.
            cut();
        }
    }

    private Portion takeRequest(int bytes) {
        if (begins(bytes)) {
            act();
        }
        return fault.kind() == Fault.Kind.CUT_REQUESTS
                ? within(bytes, traffic().requestBytes())
                : new Portion(bytes, false);
    }

    /** {@return whether an exchange that the fault waits for begins with these bytes} */
    private synchronized boolean begins(int bytes) {
        requestBytes += bytes;
        if (!isAnswering) {
            return false;
        }
        isAnswering = false;
        exchange++;
        return fault.kind() == Fault.Kind.ACT && fault.at() == exchange;
    }

    private void act() {
        try {
            fault.action().run();
        } catch (RuntimeException | Error e) {
            failure = e;
            cut();
        }
    }

    private Portion takeAnswer(int bytes) throws IOException {
        boolean isFirst = answers(bytes);
        if (isLost()) {
            if (isFirst) {
                act();
            }
            server.setSoTimeout(Math.toIntExact(QUIET.toMillis()));
            return new Portion(0, false);
        }
        return fault.kind() == Fault.Kind.CUT_ANSWERS
                ? within(bytes, traffic().answerBytes())
                : new Portion(bytes, false);
    }

    /** {@return whether the answer of the exchange that the fault waits for begins with these bytes} */
    private synchronized boolean answers(int bytes) {
        answerBytes += bytes;
        if (isAnswering) {
            return false;
        }
        isAnswering = true;
        requestEnds.add(requestBytes);
        return fault.at() == exchange;
    }

    private synchronized boolean isLost() {
        return fault.kind() == Fault.Kind.LOSE_ANSWERS && exchange >= fault.at();
    }

    private Portion within(int bytes, long total) {
        long passed = Math.max(0, Math.min(bytes, fault.at() - (total - bytes)));
        return new Portion(Math.toIntExact(passed), total >= fault.at());
    }

    void throwFailure() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("the action of the fault failed: " + fault, thrown);
        }
    }

    /** Reset both sides, so that neither sees an orderly end. */
    void cut() {
        reset(client);
        reset(server);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("Closed already", e);
        }
    }
}
