package dev.whimbrel.error;

import org.jspecify.annotations.Nullable;

/** A database could not be reached or refused; mend the database or the access to it. */
public final class DatabaseException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(Problem problem) {
        super(Problems.of(problem), null);
    }

    public DatabaseException(Problem problem, @Nullable Throwable cause) {
        super(Problems.of(problem), cause);
    }
}
