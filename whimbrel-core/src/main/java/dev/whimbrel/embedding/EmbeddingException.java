package dev.whimbrel.embedding;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.WhimbrelException;
import org.jspecify.annotations.Nullable;

/** A model gave no vectors. The subclasses are named by what a caller can do about it. */
public abstract class EmbeddingException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    EmbeddingException(Problem problem, @Nullable Throwable cause) {
        super(Problems.of(problem), cause);
    }

    EmbeddingException(Problems problems, @Nullable Throwable cause) {
        super(problems, cause);
    }
}
