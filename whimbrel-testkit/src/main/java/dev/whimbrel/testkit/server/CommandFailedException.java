package dev.whimbrel.testkit.server;

import java.util.List;

/** Says which program failed, how, and what it wrote. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String output;

    CommandFailedException(List<String> words, String how, String output) {
        super(String.join(" ", words) + " " + how + ":\n" + output.strip());
        this.output = output;
    }

    /** {@return what the program wrote, to both its outputs} */
    String output() {
        return output;
    }
}
