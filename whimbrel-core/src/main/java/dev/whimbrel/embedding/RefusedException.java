package dev.whimbrel.embedding;

import dev.whimbrel.error.Problem;
import org.jspecify.annotations.Nullable;

/** The model will not work before a person changes something: a key, a quota, a setting, a file. */
public final class RefusedException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    public RefusedException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
