package dev.whimbrel.embedding;

import dev.whimbrel.error.Problem;
import org.jspecify.annotations.Nullable;

/** The model cannot be reached or does not answer; the same may go through later. */
public final class UnavailableException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
