package dev.whimbrel.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;

/**
 * Keeps the open connections few and young, so that clients which send slowly, or nothing at all, cannot keep others
 * out: where there are too many, the oldest has to go, and none lives for long. Connections cost no thread. Thread-safe.
 */
final class Connections implements IOSessionListener, AutoCloseable {

    /** Of silence, for which the library has its own clock. */
    static final Duration MOST_SILENCE = Duration.ofSeconds(10);

    private static final int MOST = 2_048;
    private static final Duration LIFE = Duration.ofSeconds(30);
    /** For the answer under way. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Map<IOSession, Long> begun = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "whimbrel-connections");
        thread.setDaemon(true);
        return thread;
    });

    void start() {
        Future<?> unused = clock.scheduleWithFixedDelay(
                this::sweep, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        Deque<IOSession> old = new ArrayDeque<>();
        Deque<IOSession> overdue = new ArrayDeque<>();
        synchronized (begun) {
            begun.forEach((session, since) -> {
                if (now - since > LIFE.plus(GRACE).toNanos()) {
                    overdue.add(session);
                } else if (now - since > LIFE.toNanos()) {
                    old.add(session);
                }
            });
        }
        old.forEach(session -> session.enqueue(ShutdownCommand.GRACEFUL, Command.Priority.NORMAL));
        overdue.forEach(session -> session.close(CloseMode.IMMEDIATE));
    }

    @Override
    public void connected(IOSession session) {
        IOSession oldest = null;
        synchronized (begun) {
            if (begun.size() >= MOST) {
                oldest = begun.keySet().iterator().next();
                begun.remove(oldest);
            }
            begun.put(session, System.nanoTime());
        }
        if (oldest != null) {
            oldest.close(CloseMode.IMMEDIATE);
        }
    }

    @Override
    public void disconnected(IOSession session) {
        synchronized (begun) {
            begun.remove(session);
        }
    }

    @Override
    public void startTls(IOSession session) {
        // there is none
    }

    @Override
    public void inputReady(IOSession session) {
        // of no interest
    }

    @Override
    public void outputReady(IOSession session) {
        // of no interest
    }

    @Override
    public void timeout(IOSession session) {
        // the library closes it
    }

    @Override
    public void exception(IOSession session, Exception failure) {
        // the library closes it
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
