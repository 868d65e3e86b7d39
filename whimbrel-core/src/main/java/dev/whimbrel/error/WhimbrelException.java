package dev.whimbrel.error;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failure that was foreseen. It carries the problems behind it; the message is made of them.
 *
 * <p>The subclasses are named by what a caller can do about it. None of their texts contains a secret.
 */
public abstract class WhimbrelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problems problems;

    protected WhimbrelException(Problems problems, @Nullable Throwable cause) {
        super(message(problems), cause);
        this.problems = problems;
    }

    /** {@return what is wrong; never empty} */
    public Problems problems() {
        return problems;
    }

    private static String message(Problems problems) {
        return problems.stream()
                .map(problem -> problem + "\nwhy: " + problem.why() + "\ndo:  " + problem.remedy())
                .collect(Collectors.joining("\n"));
    }
}
