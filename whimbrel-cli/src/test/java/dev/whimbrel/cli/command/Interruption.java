package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.Signals;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A signal that asks the program to end while it is at work. */
enum Interruption {
    TERM(143),
    INT(130);

    private static final long SECONDS = 60;

    private final int exitCode;

    Interruption(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Start a command, send the signal once it is in the middle, and check that it ends as one that was sent it. */
    void during(String command, Workplace work, BooleanSupplier isInTheMiddle) throws InterruptedException {
        assumeFalse(
                this == INT && Signals.areInterruptsIgnored(),
                "who is started in the background ignores SIGINT, and so do its children");
        Process process = work.start(command);
        try {
            Eventually.holds("it is in the middle", isInTheMiddle);
            Signals.send(name(), process);
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(exitCode);
    }
}
