package dev.whimbrel.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long those who ask are kept waiting. */
record Patience(Duration limit) {

    /** Less than two seconds, which is what a probe usually has, with room for the answer's way. */
    static Patience defaults() {
        return new Patience(Duration.ofMillis(1_500));
    }

    /** {@return the same, or {@code otherwise} if it takes longer; what takes longer goes on} */
    <T> CompletableFuture<T> limit(CompletableFuture<T> work, T otherwise) {
        return work.copy().completeOnTimeout(otherwise, limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
