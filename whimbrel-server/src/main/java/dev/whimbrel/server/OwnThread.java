package dev.whimbrel.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A thread on which one thing is done after the other. It does not keep the process alive. Thread-safe. */
final class OwnThread {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ExecutorService executor;

    OwnThread(String name) {
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> CompletableFuture<T> run(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, executor);
    }

    /** Do something with a value when it is there. */
    <T> void after(CompletableFuture<T> value, Consumer<T> work) {
        CompletableFuture<Void> unused = value.thenAcceptAsync(work, executor);
    }

    /** {@return what is made of a value when it is there} */
    <T, R> CompletableFuture<R> of(CompletableFuture<T> value, Function<T, R> work) {
        return value.thenApplyAsync(work, executor);
    }

    /** Do one last thing, and nothing after it. Waits for it a second at the most. */
    void end(Runnable last) {
        executor.execute(last);
        end();
    }

    void end() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
