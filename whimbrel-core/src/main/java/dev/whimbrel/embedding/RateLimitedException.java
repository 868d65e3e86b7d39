package dev.whimbrel.embedding;

import dev.whimbrel.error.Problem;
import java.time.Duration;

/** The provider allows no more for now; the same goes through later. */
public final class RateLimitedException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /** @param wait how long the provider asked to wait, or our own guess */
    public RateLimitedException(Problem problem, Duration wait) {
        super(problem, null);
        this.wait = wait;
    }

    /** {@return how long to wait before the next attempt} */
    public Duration waitAtLeast() {
        return wait;
    }
}
