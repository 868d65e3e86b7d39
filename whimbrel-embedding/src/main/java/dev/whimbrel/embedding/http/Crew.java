package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.http.PreparedTexts.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that wait for requests. A single request is seen through by the caller's own. Thread-safe. */
final class Crew implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads;

    Crew(int size) {
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
    interface Task {
        void on(Range range) throws InterruptedException;
    }

    /** Do the task with each range; the first failure ends the others. */
    void work(List<Range> ranges, Task task) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (ranges.size() == 1) {
            task.on(ranges.get(0));
            return;
        }
        List<Future<?>> futures = new ArrayList<>();
        try {
            for (Range range : ranges) {
                futures.add(threads.submit(() -> {
                    task.on(range);
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
