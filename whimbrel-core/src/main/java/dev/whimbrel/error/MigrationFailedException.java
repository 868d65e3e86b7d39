package dev.whimbrel.error;

import org.jspecify.annotations.Nullable;

/** A migration did not go through; what it had begun in a transaction was undone. Mend the script and run again. */
public class MigrationFailedException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    public MigrationFailedException(Problem problem, @Nullable Throwable cause) {
        super(Problems.of(problem), cause);
    }
}
