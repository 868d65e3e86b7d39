package dev.whimbrel.error;

/** Another process holds the migration lock; try again later. */
public final class LockedException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    public LockedException(Problem problem) {
        super(Problems.of(problem), null);
    }
}
