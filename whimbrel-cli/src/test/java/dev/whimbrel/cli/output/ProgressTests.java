package dev.whimbrel.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTests {

    @Test
    void tellsHowFarAndHowMuchLonger() {
        assertThat(new Progress(400).line(100, Duration.ofSeconds(30)))
                .isEqualTo("100 of 400 statements, 1 min 30 s left");
        assertThat(new Progress(1).line(1, Duration.ofSeconds(30))).isEqualTo("1 of 1 statement, 0 ms left");
    }
}
