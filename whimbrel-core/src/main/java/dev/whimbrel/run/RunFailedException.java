package dev.whimbrel.run;

import dev.whimbrel.error.WhimbrelException;

/** A run stopped before its end. The report tells what went through, what failed, and what was not begun. */
public final class RunFailedException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    private final transient RunReport report;

    RunFailedException(RunReport report, WhimbrelException cause) {
        super(cause.problems(), cause);
        this.report = report;
    }

    public RunReport report() {
        return report;
    }
}
