package dev.whimbrel.error;

/** The migrations folder cannot be read as a timeline; nothing was touched. */
public final class TimelineException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    public TimelineException(Problem problem) {
        super(Problems.of(problem), null);
    }

    public TimelineException(Problems problems) {
        super(problems, null);
    }
}
