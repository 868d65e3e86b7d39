package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CommandTests {

    @Test
    void returnsBothOutputs() {
        assertThat(Command.of("sh", "-c", "echo one; echo two >&2; echo $NAME")
                        .with("NAME", "three")
                        .run())
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void failsWithTheStatusAndTheOutput() {
        assertThatThrownBy(
                        () -> Command.of("sh", "-c", "echo broken >&2; exit 3").run())
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("status 3")
                .hasMessageContaining("broken");
    }

    @Test
    void failsWhenTheProgramIsMissing() {
        assertThatThrownBy(() -> Command.of("whimbrel-no-such-program").run())
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("could not be started");
    }

    @Test
    void failsWhenItTakesTooLong() {
        assertThatThrownBy(() ->
                        Command.of("sleep", "60").within(Duration.ofMillis(50)).run())
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("did not end within");
    }
}
