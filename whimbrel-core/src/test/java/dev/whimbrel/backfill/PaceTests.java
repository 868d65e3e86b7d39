package dev.whimbrel.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTests {

    @Test
    void letsEverythingThroughWithoutALimit() {
        Pace pace = new Pace(Optional.empty());
        assertThat(pace.before(1_000_000)).isZero();
        assertThat(pace.before(1_000_000)).isZero();
    }

    /** At one row in a thousand seconds, what the test itself takes is of no matter. */
    @Test
    void makesEveryoneWaitForTheRowsBefore() {
        Pace pace = new Pace(Optional.of(0.001));
        assertThat(pace.before(10)).isZero();
        assertThat(pace.before(5)).isBetween(Duration.ofSeconds(9_000), Duration.ofSeconds(10_000));
        assertThat(pace.before(1)).isBetween(Duration.ofSeconds(14_000), Duration.ofSeconds(15_000));
    }
}
