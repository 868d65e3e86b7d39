package dev.whimbrel.embedding.local;

import java.util.concurrent.Semaphore;

/**
 * Who may compute: as many batches side by side as there are threads, fewer if they are large, so that all of them together
 * need no more memory than one of the largest. First come, first served. Thread-safe.
 */
final class Turns {

    private final int threads;
    private final int mostTokens;
    private final Semaphore free;

    /**
     * @param threads that may compute at once
     * @param mostTokens of all batches that are computed at once; a batch has no more
     */
    Turns(int threads, int mostTokens) {
        this.threads = threads;
        this.mostTokens = mostTokens;
        this.free = new Semaphore(threads, true);
    }

    /**
     * Wait until a batch may be computed.
     *
     * @return what to hand back when it is
     */
    int take(int tokens) throws InterruptedException {
        int turns = Math.toIntExact(((long) tokens * threads + mostTokens - 1) / mostTokens);
        free.acquire(turns);
        return turns;
    }

    void handBack(int turns) {
        free.release(turns);
    }

    /** Wait until nobody computes; nobody will from then on. */
    void end() {
        free.acquireUninterruptibly(threads);
    }
}
