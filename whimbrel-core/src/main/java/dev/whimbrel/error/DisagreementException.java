package dev.whimbrel.error;

/** Files and history disagree, and a person must say which is right; nothing was touched. */
public final class DisagreementException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    public DisagreementException(Problem problem) {
        super(Problems.of(problem), null);
    }

    public DisagreementException(Problems problems) {
        super(problems, null);
    }
}
