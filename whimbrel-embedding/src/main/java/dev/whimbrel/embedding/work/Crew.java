package dev.whimbrel.embedding.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that do the parts of a call side by side: wait for its requests, compute its batches. A single part is done by
 * the caller's own. Thread-safe.
 */
public final class Crew implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads;

    /** @param size of how many threads; they begin when they are needed and end when they are not */
    public Crew(int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "whimbrel-embedding");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** Something to be done with a part of the texts. */
    @FunctionalInterface
    public interface Task<T> {
        void on(T part) throws InterruptedException;
    }

    /**
     * Do the task with each part; the first failure ends the others.
     *
     * @throws CancellationException if this thread is interrupted, which it then stays
     */
    public <T> void work(List<T> parts, Task<T> task) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (parts.size() == 1) {
                task.on(parts.get(0));
            } else {
                share(parts, task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while embedding");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private <T> void share(List<T> parts, Task<T> task) throws InterruptedException {
        List<Future<?>> futures = new ArrayList<>();
        try {
            for (T part : parts) {
                futures.add(threads.submit(() -> {
                    task.on(part);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    /** Wait for what is under way; take nothing more. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
