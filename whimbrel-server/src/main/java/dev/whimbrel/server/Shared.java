package dev.whimbrel.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that takes time to get, shared by all who ask for it: while it is being fetched they wait for the same answer,
 * and for a while afterwards they get it again. Never are two fetched at a time. Thread-safe.
 */
final class Shared<T> {

    private final Duration fresh;
    private final Supplier<Fetch<T>> source;
    private @Nullable Fetch<T> latest;
    private long begun;

    /**
     * A value under way.
     *
     * @param end when nothing is under way any more; no second one is begun before
     * @param answer what those who ask are given, perhaps earlier than the end
     */
    record Fetch<T>(CompletableFuture<?> end, CompletableFuture<T> answer) {

        static <T> Fetch<T> of(CompletableFuture<T> answer) {
            return new Fetch<>(answer, answer);
        }
    }

    /**
     * @param fresh how long an answer is good for, from when its fetching began
     * @param source begins to fetch
     */
    Shared(Duration fresh, Supplier<Fetch<T>> source) {
        this.fresh = fresh;
        this.source = source;
    }

    synchronized CompletableFuture<T> get() {
        Fetch<T> known = latest;
        long now = System.nanoTime();
        if (known == null || (known.end().isDone() && now - begun > fresh.toNanos())) {
            known = source.get();
            latest = known;
            begun = now;
        }
        return known.answer();
    }
}
