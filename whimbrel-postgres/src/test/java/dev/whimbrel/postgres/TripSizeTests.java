package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TripSizeTests {

    private final TripSize size = new TripSize();

    @Test
    void doublesWhileNewsComesSoon() {
        assertThat(size.most()).isEqualTo(50);

        size.took(50, Duration.ofMillis(20));
        assertThat(size.most()).isEqualTo(100);

        size.took(100, Duration.ofMillis(40));
        assertThat(size.most()).isEqualTo(200);

        size.took(200, Duration.ofMillis(80));
        assertThat(size.most()).isEqualTo(200);
    }

    @Test
    void sendsSlowScriptsOneByOne() {
        size.took(50, Duration.ofSeconds(50));

        assertThat(size.most()).isEqualTo(1);
    }

    @Test
    void growsAgainBehindSlowOnes() {
        size.took(50, Duration.ofSeconds(50));

        size.took(1, Duration.ofMillis(1));

        assertThat(size.most()).isEqualTo(2);
    }

    @Test
    void staysWhereAScriptThatMustGoAloneEndedATrip() {
        size.took(3, Duration.ofMillis(2));

        assertThat(size.most()).isEqualTo(50);
    }

    @Test
    void takesTripsOfNoMeasurableTime() {
        size.took(50, Duration.ZERO);

        assertThat(size.most()).isEqualTo(100);
    }
}
