package dev.whimbrel.embedding;

import java.util.List;
import java.util.Optional;

/**
 * Turns texts into vectors.
 *
 * <p>Thread-safe: any number of threads may embed at once, and the model itself sees to it that machine and provider
 * are not overrun. Closing waits for who is embedding; afterwards nothing may be asked of it.
 */
public interface EmbeddingModel extends AutoCloseable {

    /** {@return all that makes its vectors comparable with others} */
    Profile profile();

    /** {@return a counter of its tokens} */
    TokenCounter tokens();

    Limits limits();

    /** {@return what it costs; empty if nobody said} */
    Optional<Price> price();

    /**
     * {@return a vector for each text}
     *
     * <p>Interrupting the thread ends it soon with a {@link java.util.concurrent.CancellationException}; the thread
     * stays interrupted.
     *
     * @param texts any number, without prefix; equal ones are embedded once
     * @throws PoisonTextException if single texts are the cause; without them the rest goes through
     * @throws RateLimitedException if the provider allows no more for now, and waiting as long as configured did not help
     * @throws UnavailableException if the model cannot be reached, or does not answer
     * @throws RefusedException if it will not work before a person changes something
     */
    Embeddings embed(List<String> texts, Role role);

    @Override
    void close();
}
