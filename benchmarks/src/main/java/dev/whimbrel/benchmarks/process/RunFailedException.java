package dev.whimbrel.benchmarks.process;

/** A contender did not do what it was asked for; the message is one line, fit to be published. */
public final class RunFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunFailedException(String reason) {
        super(reason);
    }
}
